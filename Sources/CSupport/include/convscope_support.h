#ifndef CONVSCOPE_SUPPORT_H
#define CONVSCOPE_SUPPORT_H

#include <stddef.h>
#include <termios.h>

/* What a terminal needs to be as it was, kept where a signal handler can use it. */

/* From now on `cs_restore_now` and every crash write `bytes` to `output` and set `modes` on `input`.
   Until then standard error, where it is a terminal, is held back; it is written when the terminal is
   given back. Returns -1 where the bytes are too many to keep. */
int cs_restore_arm(
    int input, int output, const struct termios *modes, const char *bytes, size_t count);
void cs_restore_disarm(void);
/* Restores once, if armed. Async-signal-safe. */
void cs_restore_now(void);

/* Crashes (SEGV, BUS, ILL, FPE, ABRT, TRAP, SYS): restore the terminal, then die by that signal. The
   calling thread gets an alternate stack, so that an overflow of its own stack is handled too.
   Returns 0, or -1 with errno. */
int cs_crash_install(void);

/* Endings: every other signal that ends a process unless it asks otherwise, by their index; 0 after the
   last. (SIGKILL cannot be taken; SIGPIPE is an error of the write.) */
int cs_ending_signal(int index);

/* The first ending is noted and written to `wake` as a byte; a second INT, TERM or QUIT restores the
   terminal and ends the process at once. One that was ignored when the process began stays ignored.
   Returns 0, or -1 with errno. */
int cs_ending_install(int wake);

/* From now on a file that may not grow (`ulimit -f`) is an error of the write, not the end of the
   process. Returns 0, or -1 with errno. */
int cs_file_limit_install(void);
/* The ending signal that has come, or 0. */
int cs_ending_received(void);

/* Stopping and the window (TSTP, CONT, WINCH): noted and written to `wake`. */
int cs_window_install(int wake);
/* Puts back what was there before `cs_window_install`. */
void cs_window_remove(void);
/* Whether it has come since the last call. */
int cs_take_stop_request(void);
int cs_take_continued(void);
int cs_take_resized(void);

/* Stops the job, as a typed Ctrl-Z does, and returns when it is continued. */
void cs_stop_job(void);

/* Ends the process by a signal's default action. */
_Noreturn void cs_die_by(int signal);

/* A pipe that neither blocks nor is inherited: both ends. Returns 0, or -1 with errno. */
int cs_pipe(int ends[2]);

/* The window's size; -1 where it is unknown. */
int cs_window_size(int descriptor, int *columns, int *rows);

/* The variables that the process was started with, `NAME=value` each, NULL at the end. */
char *const *cs_environment(void);

/* With curses in raw mode: Ctrl-\ still ends the process, should it ever hang; Ctrl-C and Ctrl-Z are
   keys. */
int cs_keep_quit_key(int descriptor);

#endif
