# Build the fuzzer NAME with the project's own flags.
include Makefile
.DEFAULT_GOAL := fuzzer
fuzzer:
	clang $(STD) $(WARN) $(CFLAGS) $(DEFINE) $(LIB_CFLAGS) \
	    -o fuzz_$(NAME) tests/fuzz/fuzz_$(NAME).c modules.a $(LIBS)
