# Compile each of the files named as targets with the project's own flags and
# the compiler CHECK: make -f tests/lint.mk CHECK=clang lib/record.c ...
include Makefile

.PHONY: $(MAKECMDGOALS)
$(MAKECMDGOALS):
	$(CHECK) $(STD) $(WARN) -O2 $(DEFINE) $(LIB_CFLAGS) -c -o /dev/null $@
