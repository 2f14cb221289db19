#!/usr/bin/env python3
"""Tells how real the built-in digits are: trains on them, reads real handwriting.

    digits_check.py DIGITS.csv[.gz]|FOLDER [--program PATH] [--seeds 0,1,2] [--epochs 3] [--keep DIR]

DIGITS.csv is the test file of UCI's "Optical Recognition of Handwritten Digits" (E. Alpaydin, 1998,
CC BY 4.0; optdigits.tes, also scikit-learn's digits.csv.gz): 1,797 rows of 8x8 values from 0 to 16 and
the label. Each is enlarged bilinearly to 20x20 and laid into 28x28 with its centre of mass in the
middle, as the digits of MNIST are, and written as IDX files. A FOLDER has such files already, those of
MNIST's test half. For each seed `convscope train lenet-relu --data digits` runs, and `convscope eval`
on those files. Needs nothing but Python's standard library.
"""

import argparse
import gzip
import json
import pathlib
import statistics
import struct
import subprocess
import sys
import tempfile

SMALL, LARGE, SIDE = 8, 20, 28


def read_rows(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt") as lines:
        for line in lines:
            values = [int(float(value)) for value in line.split(",")]
            yield values[:-1], values[-1]


def axis(index):
    """The two source cells and the weight of the second, for one cell of the large grid."""
    place = max((index + 0.5) * SMALL / LARGE - 0.5, 0)
    first = int(place)
    return first, min(first + 1, SMALL - 1), place - first


def enlarge(values):
    steps = [axis(index) for index in range(LARGE)]
    picture = []
    for top, bottom, down in steps:
        for left, right, across in steps:
            upper = values[top * SMALL + left] * (1 - across) + values[top * SMALL + right] * across
            lower = values[bottom * SMALL + left] * (1 - across) + values[bottom * SMALL + right] * across
            picture.append((upper * (1 - down) + lower * down) / 16)
    return picture


def centre(picture):
    mass = sum(picture)
    row = sum(value * (place // LARGE) for place, value in enumerate(picture)) / mass
    column = sum(value * (place % LARGE) for place, value in enumerate(picture)) / mass
    middle = (SIDE - 1) / 2
    top = min(max(round(middle - row), 0), SIDE - LARGE)
    left = min(max(round(middle - column), 0), SIDE - LARGE)
    pixels = bytearray(SIDE * SIDE)
    for place, value in enumerate(picture):
        pixels[(top + place // LARGE) * SIDE + left + place % LARGE] = round(value * 255)
    return pixels


def write_idx(rows, folder):
    folder.mkdir(parents=True, exist_ok=True)
    pixels = b"".join(bytes(centre(enlarge(values))) for values, _ in rows)
    labels = bytes(label for _, label in rows)
    (folder / "t10k-images-idx3-ubyte").write_bytes(
        struct.pack(">IIII", 0x803, len(rows), SIDE, SIDE) + pixels
    )
    (folder / "t10k-labels-idx1-ubyte").write_bytes(
        struct.pack(">II", 0x801, len(rows)) + labels
    )


def run(command):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("digits")
    parser.add_argument("--program", default=".build/release/convscope")
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--keep", help="where to leave the IDX files and the runs")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(arguments.keep or temporary)
        real = pathlib.Path(arguments.digits)
        if not real.is_dir():
            real = folder / "real-digits"
            write_idx(list(read_rows(arguments.digits)), real)
        accuracies = []
        for seed in arguments.seeds.split(","):
            out = folder / f"seed-{seed}"
            run(
                [arguments.program, "train", "lenet-relu", "--data", "digits", "--json"]
                + ["--epochs", arguments.epochs, "--seed", seed, "--out", out]
            )
            report = run([arguments.program, "eval", out, "--data", real, "--json"])
            accuracies.append(json.loads(report)["accuracy"])
            print(f"seed {seed}: {accuracies[-1]:.4f}")
        print(f"median: {statistics.median(accuracies):.4f}")


if __name__ == "__main__":
    main()
