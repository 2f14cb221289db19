#ifndef CONVSCOPE_SUPPORT_H
#define CONVSCOPE_SUPPORT_H

#include "cpu_features.h"

#endif
