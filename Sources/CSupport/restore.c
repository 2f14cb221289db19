/* Gives the terminal back, also from inside a signal handler: nothing here takes a lock or memory. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "convscope_support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static volatile sig_atomic_t armed;
static int restore_input, restore_output;
static struct termios restore_modes;
static char restore_bytes[512];
static size_t restore_count;

/* While a screen is shown, standard error goes here: what a library or a crash says would be drawn
   over the frame and then vanish with it. */
static int held_error = -1, real_error = -1;

static void hold_error(void) {
#if defined(__linux__)
  if (real_error >= 0 || !isatty(STDERR_FILENO)) return;
  if (held_error < 0) held_error = memfd_create("standard error", MFD_CLOEXEC);
  if (held_error < 0) return;
  real_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real_error >= 0) dup2(held_error, STDERR_FILENO);
#endif
}

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

/* Gives standard error back and says there what was said meanwhile. */
static void release_error(void) {
  if (real_error < 0) return;
  char buffer[1024];
  off_t place = 0;
  ssize_t count;
  while ((count = pread(held_error, buffer, sizeof buffer, place)) > 0) {
    write_all(real_error, buffer, (size_t)count);
    place += count;
  }
  if (place > 0 && ftruncate(held_error, 0) == 0) lseek(held_error, 0, SEEK_SET);
  dup2(real_error, STDERR_FILENO);
  close(real_error);
  real_error = -1;
}

int cs_restore_arm(
    int input, int output, const struct termios *modes, const char *bytes, size_t count) {
  armed = 0;
  if (count > sizeof restore_bytes) return -1;
  restore_input = input;
  restore_output = output;
  restore_modes = *modes;
  memcpy(restore_bytes, bytes, count);
  restore_count = count;
  armed = 1;
  hold_error();
  return 0;
}

void cs_restore_disarm(void) {
  armed = 0;
  release_error();
}

void cs_restore_now(void) {
  if (!armed) return;
  armed = 0;
  int error = errno;
  write_all(restore_output, restore_bytes, restore_count);
  /* In the background, setting modes would stop the process before it can end. */
  struct sigaction ignore, before;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGTTOU, &ignore, &before);
  tcsetattr(restore_input, TCSANOW, &restore_modes);
  sigaction(SIGTTOU, &before, NULL);
  release_error();
  errno = error;
}
