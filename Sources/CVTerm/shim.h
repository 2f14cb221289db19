#ifndef CONVSCOPE_CVTERM_H
#define CONVSCOPE_CVTERM_H

#include <vterm.h>
#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#endif

#endif
