/*
 * The style of the HTML page: light, dark and printed.
 */
#ifndef HTML_STYLE_H
#define HTML_STYLE_H

extern const char *const html_style[];	/* NULL ends it */

#endif
