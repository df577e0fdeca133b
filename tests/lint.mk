# Compile FILE with the project's own flags and the compiler CHECK.
include Makefile
.DEFAULT_GOAL := one
one:
	$(CHECK) $(STD) $(WARN) -O2 $(DEFINE) $(LIB_CFLAGS) -c -o /dev/null $(FILE)
