/* Signals: crashes, endings, stopping and the window. */
#include "convscope_support.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t ending, noting_endings, stop_requested, continued, resized;
static volatile sig_atomic_t wake_ending = -1, wake_window = -1;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
/* What ends a process that does not ask otherwise, besides crashes and SIGPIPE; real-time signals follow. */
static const int endings[] = {
    SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGUSR1,   SIGUSR2, SIGALRM, SIGVTALRM,
    SIGPROF, SIGXCPU, SIGXFSZ,
#if defined(__linux__)
    SIGPOLL, SIGPWR,  SIGSTKFLT,
#endif
};
static const int windows[] = {SIGTSTP, SIGCONT, SIGWINCH};
static struct sigaction window_before[3];

static void wake(int descriptor, int signal) {
  if (descriptor < 0) return;
  int error = errno;
  unsigned char byte = (unsigned char)signal;
  /* A full pipe wakes the reader as well. */
  (void)!write(descriptor, &byte, 1);
  errno = error;
}

static int install(int signal, void (*handler)(int), int flags, struct sigaction *before) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  return sigaction(signal, &action, before);
}

void cs_die_by(int signal) {
  cs_restore_now();
  install(signal, SIG_DFL, 0, NULL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  /* To the process, not to the thread: the mask of this thread alone would not let it through. */
  kill(getpid(), signal);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  for (;;) {
    raise(signal);
    /* Only for a signal whose default is not to end the process. */
    _exit(128 + signal);
  }
}

static void on_crash(int signal) { cs_die_by(signal); }

int cs_crash_install(void) {
  static int has_stack;
  if (!has_stack) {
    /* Room enough for a handler on every kind of processor, its vector registers included. */
    size_t size = 64 * 1024;
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = malloc(size);
    stack.ss_size = size;
    if (stack.ss_sp == NULL || sigaltstack(&stack, NULL) != 0) return -1;
    has_stack = 1;
    atexit(cs_restore_now);
  }
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
    if (install(crashes[i], on_crash, SA_ONSTACK | SA_RESETHAND | SA_NODEFER, NULL) != 0) return -1;
  return 0;
}

int cs_ending_signal(int index) {
  int count = (int)(sizeof endings / sizeof *endings);
  if (index < count) return index < 0 ? 0 : endings[index];
#if defined(SIGRTMIN)
  if (index - count <= SIGRTMAX - SIGRTMIN) return SIGRTMIN + index - count;
#endif
  return 0;
}

static void on_ending(int signal, siginfo_t *info, void *context) {
  (void)context;
  /* The system tells the writer of a file that grows too large; the write says so as well. */
  if (signal == SIGXFSZ && info->si_pid == getpid()) return;
  if (!noting_endings) cs_die_by(signal);
  if (ending != 0) {
    /* Timers and limits repeat themselves, and a terminal that closes often sends HUP twice: those are
       no people who insist. */
    if (signal == SIGINT || signal == SIGTERM || signal == SIGQUIT) cs_die_by(signal);
    return;
  }
  ending = signal;
  wake(wake_ending, signal);
}

/* One that was ignored when the process began stays so, and a profiler keeps its timer; of QUIT Swift's
   runtime would make a crash report. */
static int install_ending(int signal) {
  struct sigaction action, before;
  if (sigaction(signal, NULL, &before) != 0) return -1;
  int is_handled = (before.sa_flags & SA_SIGINFO) || before.sa_handler != SIG_DFL;
  if (before.sa_handler == SIG_IGN || (is_handled && signal != SIGQUIT)) return 0;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_ending;
  action.sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  return sigaction(signal, &action, NULL);
}

int cs_file_limit_install(void) { return install_ending(SIGXFSZ); }

int cs_ending_install(int descriptor) {
  wake_ending = descriptor;
  noting_endings = 1;
  for (int i = 0, signal; (signal = cs_ending_signal(i)) != 0; i++)
    if (install_ending(signal) != 0) return -1;
  return 0;
}

int cs_ending_received(void) { return ending; }

static void on_window(int signal) {
  if (signal == SIGTSTP) stop_requested = 1;
  else if (signal == SIGCONT) continued = 1;
  else resized = 1;
  wake(wake_window, signal);
}

int cs_window_install(int descriptor) {
  wake_window = descriptor;
  for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
    if (install(windows[i], on_window, SA_RESTART | SA_ONSTACK, &window_before[i]) != 0) return -1;
  return 0;
}

void cs_window_remove(void) {
  for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
    sigaction(windows[i], &window_before[i], NULL);
  wake_window = -1;
}

static int take(volatile sig_atomic_t *flag) {
  int was = *flag;
  *flag = 0;
  return was;
}

int cs_take_stop_request(void) { return take(&stop_requested); }
int cs_take_continued(void) { return take(&continued); }
int cs_take_resized(void) { return take(&resized); }

void cs_stop_job(void) {
  struct sigaction before;
  install(SIGTSTP, SIG_DFL, 0, &before);
  /* The whole job, as the terminal does it: `make run` has to stop with the program. */
  continued = 0;
  kill(0, SIGTSTP);
  /* Another thread may be the one that takes the signal, a moment later: the default action has to
     stay until then. A job without a shell is never stopped, so this does not wait for ever. */
  struct timespec moment = {0, 10 * 1000 * 1000};
  for (int i = 0; i < 10 && !continued; i++) nanosleep(&moment, NULL);
  continued = 0;
  sigaction(SIGTSTP, &before, NULL);
}
