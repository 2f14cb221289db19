#include "embedded.h"

// `#embed` is of C23; the compiler that builds us takes it in every mode, and rebuilds this file when one
// that is embedded changes.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char en_01[] = {
#embed "../../lessons/en/01-dense-to-convolution.md"
};
static const unsigned char vi_01[] = {
#embed "../../lessons/vi/01-dense-to-convolution.md"
};

// One line for each file of lessons/, in the order of their paths; a test compares.
static const struct ce_file lessons[] = {
    {"en/01-dense-to-convolution.md", en_01, sizeof en_01},
    {"vi/01-dense-to-convolution.md", vi_01, sizeof vi_01},
};

const struct ce_file *ce_lessons(size_t *count) {
  *count = sizeof lessons / sizeof lessons[0];
  return lessons;
}

static const unsigned char photo_astronaut[] = {
#embed "photos/astronaut.png"
};
static const unsigned char photo_cat[] = {
#embed "photos/cat.png"
};
static const unsigned char photo_coffee[] = {
#embed "photos/coffee.png"
};
static const unsigned char photo_rocket[] = {
#embed "photos/rocket.jpg"
};

static const struct ce_file photos[] = {
    {"astronaut.png", photo_astronaut, sizeof photo_astronaut},
    {"cat.png", photo_cat, sizeof photo_cat},
    {"coffee.png", photo_coffee, sizeof photo_coffee},
    {"rocket.jpg", photo_rocket, sizeof photo_rocket},
};

const struct ce_file *ce_photos(size_t *count) {
  *count = sizeof photos / sizeof photos[0];
  return photos;
}

static const unsigned char cell_font[] = {
#embed "cells.font"
};

struct ce_file ce_cell_font(void) {
  return (struct ce_file){"cells.font", cell_font, sizeof cell_font};
}
