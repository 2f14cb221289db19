"""Writes step_fixtures.json: what PyTorch, in float64, makes of 100 random convolutions and poolings
and of residual blocks. Needs PyTorch; run it in this folder: python3 step_fixtures.py
Numbers are multiples of 1/16 where they go in, so that the file stays short."""

import json
import random

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
random.seed(7)
torch.manual_seed(7)


def numbers(*shape):
    return torch.randint(-32, 33, shape).double() / 16


def rounded(tensor):
    return [float(f"{x:.9g}") for x in tensor.flatten().tolist()]


def convolution():
    while True:
        groups = random.choice([1, 1, 2, 3])
        channels = groups * random.randint(1, 2)
        filters = groups * random.randint(1, 2)
        kernel = [random.randint(1, 3), random.randint(1, 4)]
        size = [random.randint(1, 6), random.randint(1, 6)]
        stride = [random.randint(1, 3), random.randint(1, 3)]
        padding = [random.randint(0, 3), random.randint(0, 2)]
        dilation = [random.randint(1, 3), random.randint(1, 2)]
        if all(d * (k - 1) < n + 2 * p for d, k, n, p in zip(dilation, kernel, size, padding)):
            break
    x = numbers(channels, *size)
    w = numbers(filters, channels // groups, *kernel)
    b = numbers(filters) if random.random() < 0.5 else None
    y = F.conv2d(x[None], w, b, stride, padding, dilation, groups)[0]
    return {
        "op": "conv", "input_shape": list(x.shape), "input": rounded(x),
        "kernel_shape": list(w.shape), "kernel": rounded(w), "bias": None if b is None else rounded(b),
        "stride": stride, "padding": padding, "dilation": dilation, "groups": groups,
        "output_shape": list(y.shape), "output": rounded(y),
    }


def pooling(op):
    while True:
        size = [random.randint(1, 4), random.randint(1, 4)]
        picture = [random.randint(1, 7), random.randint(1, 7)]
        stride = [random.randint(1, 3), random.randint(1, 3)]
        padding = [random.randint(0, size[0] // 2), random.randint(0, size[1] // 2)]
        dilation = [random.randint(1, 2), random.randint(1, 2)] if op == "maxpool" else [1, 1]
        if all(d * (k - 1) < n + 2 * p for d, k, n, p in zip(dilation, size, picture, padding)):
            break
    x = numbers(random.randint(1, 3), *picture)
    if op == "maxpool":
        y = F.max_pool2d(x[None], size, stride, padding, dilation)[0]
        if torch.isinf(y).any():
            return pooling(op)
    else:
        y = F.avg_pool2d(x[None], size, stride, padding)[0]
    return {
        "op": op, "input_shape": list(x.shape), "input": rounded(x), "size": size, "stride": stride,
        "padding": padding, "dilation": dilation, "output_shape": list(y.shape), "output": rounded(y),
    }


def block(channels_in, channels, stride, running):
    """A basic block as torchvision has it; the stages' outputs under the names of the report."""
    x = numbers(channels_in, 5, 6)
    weights = {"conv1.weight": numbers(channels, channels_in, 3, 3),
               "conv2.weight": numbers(channels, channels, 3, 3)}
    norms = ["bn1", "bn2"]
    changes = stride != 1 or channels != channels_in
    if changes:
        weights["downsample.0.weight"] = numbers(channels, channels_in, 1, 1)
        norms.append("downsample.1")
    for norm in norms:
        weights[f"{norm}.weight"] = numbers(channels)
        weights[f"{norm}.bias"] = numbers(channels)
        weights[f"{norm}.running_mean"] = numbers(channels)
        weights[f"{norm}.running_var"] = numbers(channels).abs() + 0.5
    stages = {}

    def normalise(name, value):
        return F.batch_norm(
            value, weights[f"{name}.running_mean"].clone(), weights[f"{name}.running_var"].clone(),
            weights[f"{name}.weight"], weights[f"{name}.bias"], training=not running)

    y = stages["conv1"] = F.conv2d(x[None], weights["conv1.weight"], None, stride, 1)
    y = stages["bn1"] = normalise("bn1", y)
    y = stages["relu1"] = F.relu(y)
    y = stages["conv2"] = F.conv2d(y, weights["conv2.weight"], None, 1, 1)
    y = stages["bn2"] = normalise("bn2", y)
    if changes:
        s = stages["downsample.0"] = F.conv2d(x[None], weights["downsample.0.weight"], None, stride)
        s = stages["downsample.1"] = normalise("downsample.1", s)
    else:
        s = stages["shortcut"] = x[None]
    y = stages["add"] = y + s
    stages["relu2"] = F.relu(y)
    return {
        "statistics": "running" if running else "input", "stride": stride,
        "input_shape": list(x.shape), "input": rounded(x), "output_shape": list(y.shape[1:]),
        "weights": {name: {"shape": list(value.shape), "values": rounded(value)}
                    for name, value in weights.items()},
        "stages": {name: rounded(value) for name, value in stages.items()},
    }


operations = [convolution() for _ in range(60)]
operations += [pooling("maxpool") for _ in range(20)] + [pooling("avgpool") for _ in range(20)]
blocks = [block(2, 2, 1, True), block(2, 3, 2, True), block(2, 2, 1, False), block(1, 3, 2, False)]

with open("step_fixtures.json", "w") as file:
    def lines(items):
        return ",\n".join(json.dumps(item, separators=(",", ":")) for item in items)

    file.write('{"torch":"%s",\n"operations":[\n%s],\n"blocks":[\n%s]}\n'
               % (torch.__version__.split("+")[0], lines(operations), lines(blocks)))
