"""Small pictures of every kind, and what Pillow and PyTorch make of them.

python3 pictures.py     writes pictures/* and pictures.json, which the tests read

Needs PyTorch, Pillow and pypng."""

import json

import numpy as np
import png
import torch
import torch.nn.functional as F
from PIL import Image

random = np.random.default_rng(5)
HEIGHT, WIDTH = 7, 10
cases = []


def expect(name, pixels):
    """Pixels are H x W x C in 0..1."""
    planes = torch.tensor(np.ascontiguousarray(pixels), dtype=torch.float64).permute(2, 0, 1)
    weights = torch.tensor([0.299, 0.587, 0.114], dtype=torch.float64)
    gray = planes if len(planes) == 1 else (planes * weights[:, None, None]).sum(0, keepdim=True)

    def resized(x, size):
        return F.interpolate(x[None], size=size, mode="bilinear", align_corners=False)[0]

    cases.append({
        "file": name, "shape": list(planes.shape),
        "planes": [round(x, 9) for x in planes.flatten().tolist()],
        "gray": [round(x, 9) for x in gray.flatten().tolist()],
        "smaller": [round(x, 9) for x in resized(planes, (3, 4)).flatten().tolist()],
        "larger": [round(x, 9) for x in resized(gray, (9, 21)).flatten().tolist()]})


def write_png(name, channels, depth, greyscale, alpha, interlace=False, palette=None):
    used = channels - (1 if alpha else 0)
    top = len(palette) if palette else 1 << depth
    samples = random.integers(0, top, (HEIGHT, WIDTH, channels))
    options = {"palette": palette} if palette else {"greyscale": greyscale, "alpha": alpha}
    writer = png.Writer(WIDTH, HEIGHT, bitdepth=depth, interlace=interlace, **options)
    with open(f"pictures/{name}.png", "wb") as file:
        writer.write_array(file, samples.flatten().tolist())
    if palette:
        pixels = np.array([color[:3] for color in palette])[samples[..., 0]] / 255
    else:
        pixels = samples[..., :used] / (top - 1)
    expect(f"{name}.png", pixels)


def write_jpeg(name, mode, **options):
    x, y = np.meshgrid(np.linspace(0, 255, WIDTH), np.linspace(0, 255, HEIGHT))
    planes = {"L": [x], "RGB": [x, y, 255 - x], "CMYK": [x, y, 255 - y, x / 4]}[mode]
    image = Image.fromarray(np.stack(planes, -1).astype(np.uint8).squeeze(), mode)
    image.save(f"pictures/{name}.jpg", **options)
    read = Image.open(f"pictures/{name}.jpg")
    read.load()
    pixels = np.asarray(read)
    if mode == "CMYK":
        inks = 255.0 - pixels  # Pillow gives inks; light is what they leave.
        pixels = np.floor((inks[..., :3] * inks[..., 3:] + 127) / 255)
    expect(f"{name}.jpg", pixels.reshape(HEIGHT, WIDTH, -1) / 255)


for depth in (1, 2, 4, 8, 16):
    write_png(f"gray{depth}", 1, depth, True, False)
for depth in (8, 16):
    write_png(f"gray-alpha{depth}", 2, depth, True, True)
    write_png(f"rgb{depth}", 3, depth, False, False)
    write_png(f"rgba{depth}", 4, depth, False, True)
colors = [tuple(int(x) for x in random.integers(0, 256, 3)) for _ in range(5)]
write_png("palette", 1, 4, False, False, palette=colors)
write_png("palette-alpha", 1, 8, False, False, palette=[(*color, 40 * i) for i, color in enumerate(colors)])
write_png("interlaced", 3, 8, False, False, interlace=True)
write_png("interlaced-gray16", 1, 16, True, False, interlace=True)
write_jpeg("gray", "L", quality=90)
write_jpeg("baseline", "RGB", quality=95, subsampling=0)
write_jpeg("subsampled", "RGB", quality=80, subsampling=2)
write_jpeg("progressive", "RGB", quality=90, progressive=True)
write_jpeg("inks", "CMYK", quality=95)

with open("pictures.json", "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
