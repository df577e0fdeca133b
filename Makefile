# mxcensus: make, make check, make demo.  GNU make and bmake both read it.
# Yours to set on the command line: CC CFLAGS LDFLAGS PREFIX DESTDIR.

VERSION = 0.1
CC      = cc
CFLAGS  = -O2 -g
LDFLAGS =
PREFIX  = /usr/local
RULES   = $(PREFIX)/share/mxcensus/rules
MANDIR  = $(PREFIX)/share/man

STD    = -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
WARN   = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
         -Wmissing-prototypes -Wwrite-strings -Wswitch-enum -Wvla -Wformat=2 \
         -Werror=return-type
HARDEN = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
         -fstack-clash-protection -fPIE
LINK   = -pie -Wl,-z,relro,-z,now -Wl,--as-needed
DEFINE = -DVERSION='"$(VERSION)"' -DRULES_DIR='"$(RULES)"' \
         -DCARES_NO_DEPRECATED

LIBRARIES    = libcares libpcre2-8 libidn2 libpsl openssl jansson
LIB_CFLAGS  != pkg-config --cflags $(LIBRARIES)
LIB_LIBS    != pkg-config --libs $(LIBRARIES)
LIBS         = $(LIB_LIBS) -lcsv -lev -lresolv -lm
CMOCKA_LIBS != pkg-config --libs cmocka

# What the programs have compiled in is as old as the folder it names.
STAMP != mkdir -p build && { echo '$(RULES)' | cmp -s - build/rules-dir || \
         echo '$(RULES)' >build/rules-dir; }

PROGRAMS = mxresolve/mxresolve smtpgrab/smtpgrab fpclassify/fpclassify \
           fpreport/fpreport
MAINS    = mxresolve/mxresolve.o smtpgrab/smtpgrab.o \
           fpclassify/fpclassify.o fpreport/fpreport.o
MODULES  = lib/address.o lib/buffer.o lib/confine.o lib/datafile.o \
           lib/digest.o lib/domain.o \
           lib/exclude.o lib/products.o \
           lib/cell.o lib/columns.o lib/companies.o lib/decode.o \
           lib/suffixes.o lib/table.o \
           lib/program.o lib/progress.o lib/reader.o lib/record.o \
           lib/writer.o lib/xalloc.o
RESOLVE  = mxresolve/batch.o mxresolve/compose.o \
           mxresolve/exchange.o mxresolve/findings.o mxresolve/honest.o \
           mxresolve/hosts.o mxresolve/inquiry.o \
           mxresolve/intake.o mxresolve/lines.o mxresolve/load.o \
           mxresolve/lookup.o mxresolve/lookups.o mxresolve/message.o \
           mxresolve/nametable.o mxresolve/queue.o \
           mxresolve/resolve.o mxresolve/resume.o \
           mxresolve/ruling.o mxresolve/settings.o mxresolve/summary.o \
           mxresolve/unlikely.o
GRAB     = smtpgrab/begin.o smtpgrab/dial.o smtpgrab/feed.o \
           smtpgrab/forecast.o smtpgrab/gather.o smtpgrab/hashset.o \
           smtpgrab/hat.o smtpgrab/health.o smtpgrab/identity.o smtpgrab/job.o \
           smtpgrab/journal.o smtpgrab/lookup.o smtpgrab/notebook.o \
           smtpgrab/options.o smtpgrab/pace.o smtpgrab/page.o \
           smtpgrab/parked.o smtpgrab/preflight.o smtpgrab/probes.o \
           smtpgrab/recall.o \
           smtpgrab/recording.o smtpgrab/reply.o smtpgrab/session.o \
           smtpgrab/talk.o smtpgrab/tls.o smtpgrab/tour.o \
           smtpgrab/underway.o smtpgrab/vigil.o smtpgrab/visits.o
CLASSIFY = fpclassify/blocklists.o fpclassify/breadth.o \
           fpclassify/census.o fpclassify/check.o fpclassify/claims.o \
           fpclassify/contest.o fpclassify/dates.o fpclassify/details.o \
           fpclassify/example.o fpclassify/explain.o fpclassify/find.o \
           fpclassify/fixed.o fpclassify/hash.o fpclassify/labels.o \
           fpclassify/learn.o \
           fpclassify/lesson.o fpclassify/line.o fpclassify/lint.o \
           fpclassify/literal.o fpclassify/mask.o fpclassify/match.o \
           fpclassify/memory.o fpclassify/options.o fpclassify/own.o \
           fpclassify/pattern.o fpclassify/places.o fpclassify/prefilter.o \
           fpclassify/quote.o fpclassify/recordings.o \
           fpclassify/replies.o fpclassify/rulebook.o fpclassify/rules.o \
           fpclassify/tell.o fpclassify/tokens.o fpclassify/transcript.o \
           fpclassify/weigh.o
REPORT   = fpreport/base.o fpreport/brief.o fpreport/build.o fpreport/change.o \
           fpreport/concentration.o fpreport/date.o fpreport/draw.o \
           fpreport/filter.o fpreport/firms.o fpreport/flow.o \
           fpreport/format.o fpreport/funnel.o fpreport/grid.o \
           fpreport/group.o fpreport/html.o fpreport/html_style.o \
           fpreport/index.o fpreport/json.o fpreport/key.o fpreport/kin.o \
           fpreport/leads.o fpreport/markdown.o fpreport/market.o \
           fpreport/mcnemar.o fpreport/method.o fpreport/names.o \
           fpreport/options.o fpreport/past.o \
           fpreport/public.o fpreport/public_funnel.o fpreport/releases.o \
           fpreport/renames.o fpreport/report.o fpreport/rowmap.o \
           fpreport/segments.o fpreport/separated.o \
           fpreport/sharers.o fpreport/shares.o \
           fpreport/spot.o fpreport/stages.o fpreport/survey.o fpreport/svg.o \
           fpreport/tally.o fpreport/text.o fpreport/text_layout.o \
           fpreport/text_table.o \
           fpreport/transitions.o fpreport/trend.o fpreport/wanted.o \
           fpreport/words.o
DNSD     = tests/talk/answers.o tests/talk/dnsd.o tests/talk/script.o
SCRIPT   = tests/talk/endpoint.o tests/talk/smtpscript.o
REPLAY   = tests/lab/cast.o tests/lab/commands.o tests/lab/echo.o \
           tests/lab/ledger.o tests/lab/listen.o tests/lab/mischief.o \
           tests/lab/smtpreplay.o tests/lab/talk.o
HEADERS != ls */*.h tests/*/*.h
UNIT    != ls tests/unit/test_*.c | sed 's/c$$/test/'

.SUFFIXES: .c .o .test

all: $(PROGRAMS)

.c.o:
	@echo "cc $<"
	@$(CC) $(STD) $(WARN) $(CFLAGS) $(HARDEN) $(DEFINE) $(LIB_CFLAGS) \
	    -c -o $@ $<

$(MAINS) $(MODULES) $(RESOLVE) $(GRAB) $(CLASSIFY) $(REPORT) $(REPLAY) \
    $(DNSD) $(SCRIPT) tests/bench/smtpfloor.o: $(HEADERS) Makefile

lib/datafile.o: build/rules-dir

modules.a: $(MODULES) $(RESOLVE) $(GRAB) $(CLASSIFY) $(REPORT)
	@echo "ar $@"
	@rm -f $@
	@ar qcs $@ $(MODULES) $(RESOLVE) $(GRAB) $(CLASSIFY) $(REPORT)

mxresolve/mxresolve: mxresolve/mxresolve.o modules.a
	@echo "ld $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $@.o modules.a $(LIBS)
smtpgrab/smtpgrab: smtpgrab/smtpgrab.o modules.a
	@echo "ld $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $@.o modules.a $(LIBS)
fpclassify/fpclassify: fpclassify/fpclassify.o modules.a
	@echo "ld $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $@.o modules.a $(LIBS)
fpreport/fpreport: fpreport/fpreport.o modules.a
	@echo "ld $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $@.o modules.a $(LIBS)
tests/talk/dnsd: $(DNSD) modules.a
	@echo "ld $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $(DNSD) modules.a
tests/lab/smtpreplay: $(REPLAY) modules.a
	@echo "ld $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $(REPLAY) modules.a $(LIBS)

tests/talk/smtpscript: $(SCRIPT) modules.a
	@echo "ld $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $(SCRIPT) modules.a $(LIBS)

.c.test:
	@echo "cc $<"
	@$(CC) $(STD) $(WARN) $(CFLAGS) $(HARDEN) $(DEFINE) $(LIB_CFLAGS) \
	    $(LDFLAGS) $(LINK) -o $@ $< modules.a $(CMOCKA_LIBS) $(LIBS)

$(UNIT): $(HEADERS) modules.a

check: all $(UNIT) tests/lab/smtpreplay tests/talk/dnsd \
    tests/talk/smtpscript
	tests/run

demo: all tests/lab/smtpreplay
	tests/lab/demo.sh

# The README's picture of the page; wants Chromium.
picture: demo
	tests/lab/picture

# Who we are, for those whom we call: by what $FPSURVEY says, or options, as in
# make probing-page PAGE='-H probe.survey.org --contact …'.
probing-page: smtpgrab/smtpgrab
	FPRULES=rules smtpgrab/smtpgrab --page $(PAGE)

# What the rules are worth, and learned.rules from the recordings.
ablation: fpclassify/fpclassify
	tests/bench/ablation

learned: fpclassify/fpclassify
	fpclassify/fpclassify -r rules --learn rules/transcripts/labels \
	    rules/transcripts/*.tsv >learned.new
	mv learned.new rules/learned.rules

# Shows what the golden files would become, and asks before replacing one.
golden: all
	tests/golden/renew

asan:
	tests/asan

fuzz:
	tests/fuzz/run

bench: bench-mxresolve bench-smtpgrab bench-fpclassify bench-fpreport

bench-mxresolve: all
	tests/bench/mxresolve

lint:
	tests/lint

# Real mail servers, each in a root of its own; has to be run by root.
lab: all
	tests/lab/real/lab

# The build and the check in Debian 13, with the c-ares that it has.
check-13:
	tests/lab/real/elsewhere trixie

tests/bench/smtpfloor: tests/bench/smtpfloor.o modules.a
	@echo ld $@
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $@.o modules.a $(LIBS)

bench-smtpgrab: all tests/lab/smtpreplay tests/bench/smtpfloor
	tests/bench/smtpgrab

tests/bench/plain: tests/bench/plain.o modules.a
	@echo ld $@
	@$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $@.o modules.a $(LIBS)

bench-fpclassify: all tests/bench/plain
	tests/bench/fpclassify

bench-fpreport: all
	tests/bench/fpreport

install: all
	mkdir -p $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(RULES)
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	cp -R rules/. $(DESTDIR)$(RULES)
	for page in man/*.[1-9]; do \
	    folder=$(DESTDIR)$(MANDIR)/man$${page##*.}; \
	    mkdir -p $$folder && install -m 644 $$page $$folder || exit 1; \
	done

clean:
	rm -f $(PROGRAMS) $(MAINS) $(MODULES) $(RESOLVE) $(GRAB) $(CLASSIFY) \
	    $(REPORT) modules.a $(UNIT) \
	    $(REPLAY) tests/lab/smtpreplay $(DNSD) tests/talk/dnsd \
	    $(SCRIPT) tests/talk/smtpscript tests/bench/smtpfloor.o \
	    tests/bench/smtpfloor tests/bench/plain.o tests/bench/plain

.PHONY: all check check-13 golden demo picture asan fuzz lint lab bench \
    bench-fpclassify bench-fpreport bench-mxresolve bench-smtpgrab install \
    clean ablation learned
