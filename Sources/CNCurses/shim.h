#ifndef CONVSCOPE_CNCURSES_H
#define CONVSCOPE_CNCURSES_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdint.h>
#include <stdio.h>
/* term.h defines short names as macros; only three functions of it are needed. */
extern int setupterm(const char *, int, int *);
extern int tigetnum(const char *);
extern char *tigetstr(const char *);

/* Swift 6 rejects C's mutable globals; these read them. */
static inline WINDOW *cnc_stdscr(void) { return stdscr; }
static inline WINDOW *cnc_curscr(void) { return curscr; }
static inline int cnc_lines(void) { return LINES; }
static inline int cnc_columns(void) { return COLS; }
static inline int cnc_colors(void) { return COLORS; }

/* Unlike initscr, newterm reports a failure instead of ending the process. */
static inline SCREEN *cnc_newterm(void) { return newterm(NULL, stdout, stdin); }

/* Macros with arguments are not imported. */
static inline attr_t cnc_bold(void) { return A_BOLD; }
static inline attr_t cnc_dim(void) { return A_DIM; }
static inline attr_t cnc_underline(void) { return A_UNDERLINE; }
static inline attr_t cnc_reverse(void) { return A_REVERSE; }
static inline attr_t cnc_italic(void) { return A_ITALIC; }

/* A string that the terminal has, or NULL where it has none. */
static inline const char *cnc_terminfo_string(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

/* Puts one cell: a base character and up to four marks on it. ERR where curses cannot show it; the
   last cell of the screen counts as shown, though the cursor cannot go on from there. */
static inline int cnc_put(
    int row, int column, const uint32_t *scalars, int count, attr_t attributes, int pair) {
  wchar_t text[CCHARW_MAX + 1];
  cchar_t cell;
  int length = 0;
  for (; length < count && length < CCHARW_MAX; length++) text[length] = (wchar_t)scalars[length];
  text[length] = 0;
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return ERR;
  if (wmove(stdscr, row, column) == ERR) return ERR;
  int status = wadd_wch(stdscr, &cell);
  return row == LINES - 1 && column == COLS - 1 ? OK : status;
}

#endif
