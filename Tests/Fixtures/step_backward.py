"""Outputs and gradients of single operations by PyTorch, in float64.

python3 step_backward.py                          writes step_backward.json, which the tests read
python3 step_backward.py CONVSCOPE [N [OP ...]]   N (50) random configurations of each operation
                                                  through `CONVSCOPE step OP --json`, forward and with
                                                  `--backward`

Needs PyTorch. Numbers are multiples of 1/16 where they go in, so that the file stays short."""

import json
import random
import subprocess
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def numbers(*shape):
    return (torch.randint(-32, 33, shape) / 16).requires_grad_()


def literal(tensor):
    return json.dumps(tensor.tolist(), separators=(",", ":"))


def pair(values):
    return f"{values[0]},{values[1]}"


def window(size, picture):
    """Stride, padding and dilation with which a window of a size fits into a picture."""
    while True:
        stride = [random.randint(1, 3), random.randint(1, 3)]
        padding = [random.randint(0, size[0] // 2), random.randint(0, size[1] // 2)]
        dilation = [random.randint(1, 2), random.randint(1, 2)]
        if all(d * (k - 1) < n + 2 * p for d, k, n, p in zip(dilation, size, picture, padding)):
            return stride, padding, dilation


def picture():
    return [random.randint(1, 3), random.randint(3, 6), random.randint(3, 6)]


def convolution():
    groups = random.choice([1, 1, 2, 3])
    channels, filters = groups * random.randint(1, 2), groups * random.randint(1, 2)
    size = [random.randint(1, 3), random.randint(1, 3)]
    shape = [channels] + picture()[1:]
    stride, padding, dilation = window(size, shape[1:])
    x, w = numbers(*shape), numbers(filters, channels // groups, *size)
    b = numbers(filters)
    y = F.conv2d(x[None], w, b, stride, padding, dilation, groups)[0]
    arguments = ["--input", literal(x), "--kernel", literal(w),
                 "--bias", ",".join(map(str, b.tolist())), "--stride", pair(stride),
                 "--padding", pair(padding), "--dilation", pair(dilation), "--groups", str(groups)]
    return arguments, y, {"input": x, "kernel": w, "bias": b}


def padded_convolution():
    """Padding that is said in another way, of another mode, and a kernel that is turned."""
    size = [random.randint(1, 4), random.randint(1, 4)]
    shape = [random.randint(1, 2), random.randint(3, 6), random.randint(3, 6)]
    dilation = [random.randint(1, 2), random.randint(1, 2)]
    mode = random.choice(["zeros", "reflect", "replicate", "circular"])
    span = [d * (k - 1) for d, k in zip(dilation, size)]
    stride, arguments = [1, 1], []
    if random.random() < 0.5:
        before = [s // 2 for s in span]
        after = [s - b for s, b in zip(span, before)]
        arguments += ["--padding", "same"]
    else:
        stride = [random.randint(1, 2), random.randint(1, 2)]
        total = [random.randint(0, 4), random.randint(0, 4)]
        before = [(t + 1) // 2 for t in total]
        after = [t // 2 for t in total]
        arguments += ["--total-padding", pair(total), "--stride", pair(stride)]
    limit = {"reflect": -1, "circular": 0}.get(mode, 99)
    if any(max(b, a) > n + limit or n + b + a <= s for b, a, n, s in zip(
            before, after, shape[1:], span)):
        return padded_convolution()
    x, w = numbers(*shape), numbers(2, shape[0], *size)
    padding = [before[1], after[1], before[0], after[0]]
    around = F.pad(x[None], padding) if mode == "zeros" else F.pad(x[None], padding, mode)
    flip = random.random() < 0.5
    y = F.conv2d(around, w.flip(2, 3) if flip else w, None, stride, 0, dilation)[0]
    arguments += ["--input", literal(x), "--kernel", literal(w), "--dilation", pair(dilation),
                  "--padding-mode", mode] + (["--flip"] if flip else [])
    return arguments, y, {"input": x, "kernel": w}


def transposed():
    groups = random.choice([1, 1, 2, 3])
    channels, filters = groups * random.randint(1, 2), random.randint(1, 2)
    while True:
        size = [random.randint(1, 3), random.randint(1, 3)]
        stride = [random.randint(1, 3), random.randint(1, 3)]
        dilation = [random.randint(1, 2), random.randint(1, 2)]
        padding = [random.randint(0, 2), random.randint(0, 2)]
        extra = [random.randint(0, max(s, d) - 1) for s, d in zip(stride, dilation)]
        shape = [channels, random.randint(1, 4), random.randint(1, 4)]
        if all((n - 1) * s - 2 * p + d * (k - 1) + e >= 0 for n, s, p, d, k, e in zip(
                shape[1:], stride, padding, dilation, size, extra)):
            break
    x, w, b = numbers(*shape), numbers(channels, filters, *size), numbers(filters * groups)
    y = F.conv_transpose2d(x[None], w, b, stride, padding, extra, groups, dilation)[0]
    arguments = ["--input", literal(x), "--kernel", literal(w),
                 "--bias", ",".join(map(str, b.tolist())), "--stride", pair(stride),
                 "--padding", pair(padding), "--output-padding", pair(extra),
                 "--dilation", pair(dilation), "--groups", str(groups)]
    return arguments, y, {"input": x, "kernel": w, "bias": b}


def separable():
    shape = picture()
    size = [random.randint(1, 3), random.randint(1, 3)]
    stride, padding, dilation = window(size, shape[1:])
    x, w = numbers(*shape), numbers(shape[0], 1, *size)
    p = numbers(random.randint(1, 3), shape[0], 1, 1)
    y = F.conv2d(F.conv2d(x[None], w, None, stride, padding, dilation, shape[0]), p)[0]
    arguments = ["--input", literal(x), "--kernel", literal(w), "--pointwise", literal(p),
                 "--stride", pair(stride), "--padding", pair(padding), "--dilation", pair(dilation)]
    return arguments, y, {"input": x, "kernel": w, "pointwise": p}


def shift():
    size = random.choice([1, 3, 3, 5])
    x = numbers(random.randint(1, 30), *picture()[1:])
    group, middle = len(x) // size ** 2, size // 2
    padded = F.pad(x, [middle] * 4)
    maps = []
    for channel in range(len(x)):
        place = channel // group if group else size ** 2
        row, column = divmod(place, size) if place < size ** 2 else (middle, middle)
        maps.append(padded[channel, row:row + x.shape[1], column:column + x.shape[2]])
    return ["--input", literal(x), "--size", str(size)], torch.stack(maps), {"input": x}


def adaptive():
    x = numbers(*picture())
    size = [random.randint(1, 7), random.randint(1, 7)]
    y = F.adaptive_avg_pool2d(x[None], size)[0]
    return ["--input", literal(x), "--output", pair(size)], y, {"input": x}


def cross_entropy():
    x = numbers(random.randint(1, 8))
    target = random.randrange(len(x))
    y = F.cross_entropy(x[None], torch.tensor([target]))[None, None, None]
    return ["--input", literal(x), "--target", str(target)], y, {"input": x}


def dropout():
    # The mask is convscope's own: of every cell either nothing is left, or its number over the share that is kept.
    arguments, y, operands = of_one(lambda x: x * 1)
    return arguments + ["--inference", "--rate", "0.25", "--seed", str(random.randint(0, 99))], y, operands


def pooling(maximum):
    ceil = random.random() < 0.4
    excludes = not maximum and random.random() < 0.4
    shape = picture()
    size = [random.randint(1, 3), random.randint(1, 3)]
    stride, padding, dilation = window(size, shape[1:])
    x = numbers(*shape)
    arguments = ["--input", literal(x), "--size", pair(size), "--stride", pair(stride),
                 "--padding", pair(padding)] + ["--ceil"] * ceil + ["--exclude-padding"] * excludes
    if not maximum:
        y = F.avg_pool2d(x[None], size, stride, padding, ceil, not excludes)[0]
        return arguments, y, {"input": x}
    y = F.max_pool2d(x[None], size, stride, padding, dilation, ceil)[0]
    if torch.isinf(y).any():
        return pooling(maximum)
    return arguments + ["--dilation", pair(dilation)], y, {"input": x}


def linear():
    x = numbers(random.randint(1, 8))
    w, b = numbers(random.randint(1, 5), len(x)), None
    b = numbers(len(w))
    arguments = ["--input", literal(x), "--weight", literal(w),
                 "--bias", ",".join(map(str, b.tolist()))]
    return arguments, F.linear(x, w, b)[:, None, None], {"input": x, "weight": w, "bias": b}


def normalisation():
    x = numbers(*picture())
    gamma, beta = numbers(len(x)), numbers(len(x))
    arguments = ["--input", literal(x), "--gamma", ",".join(map(str, gamma.tolist())),
                 "--beta", ",".join(map(str, beta.tolist()))]
    mean = variance = None
    if random.random() < 0.5:
        mean, variance = numbers(len(x)).detach(), numbers(len(x)).detach().abs() + 0.5
        arguments += ["--mean", ",".join(map(str, mean.tolist())),
                      "--variance", ",".join(map(str, variance.tolist()))]
    y = F.batch_norm(x[None], mean, variance, gamma, beta, training=mean is None)[0]
    return arguments, y, {"input": x, "gamma": gamma, "beta": beta}


def of_one(function):
    x = numbers(*picture())
    return ["--input", literal(x)], function(x), {"input": x}


def join(function, same_channels):
    shape = picture()
    x = numbers(*shape)
    other = numbers(shape[0] if same_channels else random.randint(1, 3), *shape[1:])
    arguments = ["--input", literal(x), "--other", literal(other)]
    return arguments, function(x, other), {"input": x, "other": other}


OPERATIONS = {
    "conv": lambda: random.choice([convolution, padded_convolution])(),
    "convtranspose": transposed,
    "separable": separable,
    "shift": shift,
    "maxpool": lambda: pooling(True),
    "avgpool": lambda: pooling(False),
    "globalavgpool": lambda: of_one(lambda x: x.mean((1, 2), keepdim=True)),
    "adaptiveavgpool": adaptive,
    "linear": linear,
    "relu": lambda: of_one(torch.relu),
    "sigmoid": lambda: of_one(torch.sigmoid),
    "tanh": lambda: of_one(torch.tanh),
    "softmax": lambda: of_one(lambda x: torch.softmax(x, 0)),
    "crossentropy": cross_entropy,
    "dropout": dropout,
    "batchnorm": normalisation,
    "add": lambda: join(torch.add, True),
    "concat": lambda: join(lambda x, y: torch.cat([x, y]), False),
}


def learning():
    """A kernel that is learned from a target, as the command line takes it, and what plain gradient descent finds."""
    channels, filters = random.randint(1, 3), random.randint(1, 2)
    size = [random.randint(1, 3), random.randint(1, 3)]
    x, start = numbers(channels, *picture()[1:]), numbers(filters, channels, *size)
    target = F.conv2d(x[None], numbers(filters, channels, *size))[0].detach()
    rate, iterations = random.choice([1, 2, 5]) / 1000, random.randint(1, 12)
    w, losses = start.detach().clone().requires_grad_(), []
    optimizer = torch.optim.SGD([w], lr=rate)
    for _ in range(iterations):
        loss = ((F.conv2d(x.detach()[None], w)[0] - target) ** 2).sum()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    line = ["step", "learn", "--input", literal(x), "--kernel", literal(start), "--target", literal(target),
            "--lr", str(rate), "--iterations", str(iterations), "--json"]
    return {"line": line, "losses": losses, "kernel": w.flatten().tolist()}


def case(operation):
    """The command line, the output it should print, what goes behind it to go back, and that gradient, flat."""
    arguments, output, operands = OPERATIONS[operation]()
    gradient = numbers(*output.shape).detach()
    output.backward(gradient)
    target = random.choice(list(operands))
    return {
        "line": ["step", operation] + arguments + ["--json"],
        "output": output.flatten().tolist(),
        "backward": ["--backward", "--gradient", literal(gradient), "--of", target],
        "gradient": operands[target].grad.flatten().tolist()}


def flat(value):
    return [number for part in value for number in flat(part)] if isinstance(value, list) else [value]


def compare(program, count, operations):
    failures = 0
    for operation in operations:
        worst = 0.0
        for _ in range(count):
            example = case(operation)
            for line, name in (
                    (example["line"], "output"), (example["line"] + example["backward"], "gradient")):
                run = subprocess.run([program] + line, capture_output=True, text=True)
                if run.returncode != 0:
                    print(f"{operation}: {run.stderr.strip()}: {' '.join(line)}")
                    failures += 1
                    continue
                found = flat(json.loads(run.stdout)[name])
                error = max(abs(a - b) for a, b in zip(found, example[name], strict=True))
                worst = max(worst, error)
                if error > 1e-6:
                    print(f"{operation}: {error}: {' '.join(line)}")
                    failures += 1
        print(f"{operation}: {count} configurations, largest difference {worst:.1e}")
    return failures


def compare_learning(program, count):
    worst = 0.0
    for _ in range(count):
        example = learning()
        found = json.loads(subprocess.run([program] + example["line"], capture_output=True, check=True).stdout)
        for name in ("losses", "kernel"):
            worst = max([worst] + [
                abs(a - b) / max(1, abs(b))
                for a, b in zip(flat(found[name]), example[name], strict=True)])
    print(f"learn: {count} configurations, largest relative difference {worst:.1e}")
    return worst > 1e-6


if __name__ == "__main__":
    random.seed(11)
    torch.manual_seed(11)
    if len(sys.argv) > 1:
        count = int(sys.argv[2]) if len(sys.argv) > 2 else 50
        failures = compare(sys.argv[1], count, [name for name in sys.argv[3:] or OPERATIONS if name != "learn"])
        if not sys.argv[3:] or "learn" in sys.argv[3:]:
            failures += compare_learning(sys.argv[1], count)
        sys.exit(1 if failures else 0)
    cases = [case(operation) for operation in OPERATIONS for _ in range(4)] + [learning() for _ in range(4)]
    with open("step_backward.json", "w") as file:
        for example in cases:
            for name in set(example) - {"line", "backward"}:
                example[name] = [float(f"{x:.10g}") for x in example[name]]
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")
