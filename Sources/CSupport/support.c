#include "convscope_support.h"
