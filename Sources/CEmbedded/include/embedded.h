// Files that are part of the binary, as they were when it was built.
#ifndef CONVSCOPE_EMBEDDED_H
#define CONVSCOPE_EMBEDDED_H

#include <stddef.h>

struct ce_file {
  // Relative to the folder of its kind: `en/01-dense-to-convolution.md`.
  const char *path;
  const unsigned char *bytes;
  size_t count;
};

// The lessons; the first `*count` of them are there.
const struct ce_file *ce_lessons(size_t *count);

// The photographs; the first `*count` of them are there (photos/SOURCES.md).
const struct ce_file *ce_photos(size_t *count);

// The letters for pictures of the screen (scripts/cell-font).
struct ce_file ce_cell_font(void);

#endif
