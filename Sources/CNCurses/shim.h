#ifndef CONVSCOPE_CNCURSES_H
#define CONVSCOPE_CNCURSES_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <locale.h>
#include <ncurses.h>

/* Swift 6 rejects C's mutable globals; these read them. */
static inline WINDOW *cnc_stdscr(void) { return stdscr; }
static inline WINDOW *cnc_curscr(void) { return curscr; }
static inline int cnc_lines(void) { return LINES; }
static inline int cnc_columns(void) { return COLS; }

#endif
