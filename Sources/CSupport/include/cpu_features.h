#ifndef CONVSCOPE_CPU_FEATURES_H
#define CONVSCOPE_CPU_FEATURES_H

#include <stddef.h>

/*
 * The engine is compiled for the CPU of the machine that builds it. This header is compiled into the
 * engine with the same flags, so its macros tell what the kernels may use; the machine that runs them
 * is asked at run time. Returns the first feature that is missing here, or NULL.
 */
static inline const char *convscope_missing_cpu_feature(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
#if defined(__AVX2__)
  if (!__builtin_cpu_supports("avx2")) return "AVX2";
#endif
#if defined(__FMA__)
  if (!__builtin_cpu_supports("fma")) return "FMA";
#endif
#if defined(__BMI2__)
  if (!__builtin_cpu_supports("bmi2")) return "BMI2";
#endif
#if defined(__AVX512F__)
  if (!__builtin_cpu_supports("avx512f")) return "AVX-512F";
#endif
#if defined(__AVX512DQ__)
  if (!__builtin_cpu_supports("avx512dq")) return "AVX-512DQ";
#endif
#if defined(__AVX512BW__)
  if (!__builtin_cpu_supports("avx512bw")) return "AVX-512BW";
#endif
#if defined(__AVX512VL__)
  if (!__builtin_cpu_supports("avx512vl")) return "AVX-512VL";
#endif
#if defined(__AVX512VBMI__)
  if (!__builtin_cpu_supports("avx512vbmi")) return "AVX-512VBMI";
#endif
#endif
  return NULL;
}

/* How many vectors of 16 floats the registers hold at once, on the CPU that the engine is compiled for. */
static inline int convscope_vectors_in_registers(void) {
#if defined(__AVX512F__)
  return 32;
#elif defined(__AVX__) || defined(__aarch64__)
  return 8;
#else
  return 4;
#endif
}

#endif
