/*
 * --page: what the owners of servers may want to know of us.
 */
#ifndef PAGE_H
#define PAGE_H

#include "options.h"

/*
 * Write probing.txt (RFC 9511) and probing.html into the folder of the
 * options.  Exit 2 if something that they must say is missing, or a file
 * cannot be written.
 */
void	page_write(const struct options *);

#endif
