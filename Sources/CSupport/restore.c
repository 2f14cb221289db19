/* Gives the terminal back, also from inside a signal handler: nothing here takes a lock or memory. */
#include "convscope_support.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t armed;
static int restore_input, restore_output;
static struct termios restore_modes;
static char restore_bytes[512];
static size_t restore_count;

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
  return 0;
}

void cs_restore_disarm(void) { armed = 0; }

void cs_restore_now(void) {
  if (!armed) return;
  armed = 0;
  int error = errno;
  size_t done = 0;
  while (done < restore_count) {
    ssize_t count = write(restore_output, restore_bytes + done, restore_count - done);
    if (count > 0) done += (size_t)count;
    else if (errno != EINTR) break;
  }
  /* In the background, setting modes would stop the process before it can end. */
  struct sigaction ignore, before;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGTTOU, &ignore, &before);
  tcsetattr(restore_input, TCSANOW, &restore_modes);
  sigaction(SIGTTOU, &before, NULL);
  errno = error;
}
