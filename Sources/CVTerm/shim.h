#ifndef CONVSCOPE_CVTERM_H
#define CONVSCOPE_CVTERM_H

#include <vterm.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#endif

/* Opens a pseudo-terminal of a size. Returns 0, or -1 with errno. */
static inline int cvt_open(int *primary, int *secondary, int columns, int rows) {
  struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
  if (openpty(primary, secondary, NULL, NULL, &size) != 0) return -1;
  fcntl(*primary, F_SETFD, FD_CLOEXEC);
  fcntl(*secondary, F_SETFD, FD_CLOEXEC);
  return fcntl(*primary, F_SETFL, fcntl(*primary, F_GETFL) | O_NONBLOCK);
}

static inline int cvt_resize(int primary, int columns, int rows) {
  struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
  return ioctl(primary, TIOCSWINSZ, &size);
}

/* Runs a program as the leader of a session whose terminal is `secondary`. Between fork and exec only
   system calls are made. Returns its process id, or -1. */
static inline pid_t cvt_spawn(
    int secondary, const char *path, char *const arguments[], char *const environment[]) {
  pid_t child = fork();
  if (child != 0) return child;
  setsid();
  ioctl(secondary, TIOCSCTTY, 0);
  for (int descriptor = 0; descriptor < 3; descriptor++) dup2(secondary, descriptor);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(path, arguments, environment);
  _exit(127);
}

/* How a process ended: the status it left with, or minus the signal; -1000 while it runs. */
static inline int cvt_reap(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, WNOHANG) != child) return -1000;
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static inline int cvt_is_bold(const VTermScreenCell *cell) { return cell->attrs.bold; }
static inline int cvt_is_reverse(const VTermScreenCell *cell) { return cell->attrs.reverse; }
/* The index of a colour, or -1 for the terminal's own and for direct ones. */
static inline int cvt_color(const VTermColor *color) {
  if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) return -1;
  return VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : -1;
}

static inline int cvt_foreground(const VTermScreenCell *cell) { return cvt_color(&cell->fg); }
static inline int cvt_background(const VTermScreenCell *cell) { return cvt_color(&cell->bg); }

#endif
