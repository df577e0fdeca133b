/*
 * Give up rights that are no longer needed, once options are parsed and
 * files are open.  The kernel keeps the promise from then on; one that can
 * not, keeps what it can.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include <stddef.h>

/*
 * From now on nothing can be opened, created, removed or executed, and no
 * TCP connection made or awaited; descriptors that are open go on working.
 */
void	confine_to_open_files(void);

/*
 * The same, but TCP connections to these ports may be made (n of them; with
 * 0 to none), and what lies below the folders may be read (folders that do
 * not exist are passed over).  Binding to a source address stays free.
 */
void	confine_to_ports(const unsigned *ports, size_t n,
	    const char *const *folders, size_t n_folders);

/* What holds since: "files and connections", "files" or "nothing". */
const char	*confine_held(void);

#endif
