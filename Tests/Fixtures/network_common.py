"""What the fixture scripts share with the Swift side: random numbers, pictures, networks, first weights.

Every function here mirrors a Swift one to the bit, so that no fixture has to hold pictures or weights.
Needs PyTorch and NumPy; nothing here is needed to build, run or test convscope.
"""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

MASK = (1 << 64) - 1


class SplitMix64:
    """Sources/Tensors/SeededGenerator.swift"""

    def __init__(self, seed):
        self.state = seed & MASK

    @staticmethod
    def stream(seed, *path):
        mixed = seed
        for part in path:
            mixed = SplitMix64((mixed + part * 0xD1B54A32D192ED03) & MASK).next()
        return SplitMix64(mixed)

    def many(self, count):
        """The next `count` numbers, as uint64."""
        with np.errstate(over="ignore"):
            steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
            z = np.uint64(self.state) + steps
            z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            z = z ^ (z >> np.uint64(31))
        self.state = (self.state + count * 0x9E3779B97F4A7C15) & MASK
        return z

    def next(self):
        return int(self.many(1)[0])

    def uniforms(self, count):
        return (self.many(count) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def pattern_pictures(count, shape, classes, seed):
    """Tests/TestSupport/PatternPictures.swift: bytes N x C x H x W, and labels."""
    channels, height, width = shape
    block_rows, block_columns = (height + 3) // 4, (width + 3) // 4
    blocks = channels * block_rows * block_columns
    templates = np.stack(
        [SplitMix64.stream(seed, 1, label).many(blocks) >> np.uint64(56) for label in range(classes)]
    ).astype(np.int64)
    templates = templates.reshape(classes, channels, block_rows, block_columns)
    templates = templates.repeat(4, axis=2).repeat(4, axis=3)[:, :, :height, :width]
    pictures = np.zeros((count, *shape), np.uint8)
    labels = np.zeros(count, np.int64)
    for index in range(count):
        generator = SplitMix64.stream(seed, 2, index)
        labels[index] = generator.next() % classes
        noise = (generator.many(channels * height * width) >> np.uint64(56)).astype(np.int64)
        pictures[index] = (templates[labels[index]] + noise.reshape(shape)) // 2
    return pictures, labels


def fingerprint(name):
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def set_initial_weights(network, seed, xavier):
    """Sources/Networks/Parameters/Graph+InitialWeights.swift: float32 numbers, whatever the network's type is."""
    modules = dict(network.named_modules())
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            path, role = name.rsplit(".", 1)
            module = modules[path]
            if isinstance(module, nn.BatchNorm2d):
                continue
            fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(module.weight)
            if role == "weight" and xavier:
                bound = np.sqrt(6 / (float(fan_in) + float(fan_out)))
            else:
                bound = 1 / np.sqrt(float(fan_in))
            uniforms = SplitMix64.stream(seed, fingerprint(name)).uniforms(parameter.numel())
            values = (bound * (2 * uniforms - 1)).astype(np.float32)
            parameter.copy_(torch.from_numpy(values).reshape(parameter.shape).to(parameter.dtype))
    return network


def conv_output(size, kernel, padding):
    return size + 2 * padding - kernel + 1


def lenet(shape=(1, 28, 28), classes=10, rectified=False):
    channels, height, width = shape
    activation = nn.ReLU if rectified else nn.Sigmoid
    pooling = nn.MaxPool2d if rectified else nn.AvgPool2d
    rows, columns = (conv_output(n // 2, 5, 0) // 2 for n in (height, width))
    return nn.Sequential(
        nn.Conv2d(channels, 6, 5, padding=2), activation(), pooling(2),
        nn.Conv2d(6, 16, 5), activation(), pooling(2), nn.Flatten(),
        nn.Linear(16 * rows * columns, 120), activation(),
        nn.Linear(120, 84), activation(), nn.Linear(84, classes))


def mlp(shape=(1, 28, 28), classes=10):
    return nn.Sequential(nn.Flatten(), nn.Linear(int(np.prod(shape)), 256), nn.ReLU(), nn.Linear(256, classes))


class Block(nn.Module):
    """torchvision's BasicBlock, by its names; `plain` leaves the shortcut out."""

    def __init__(self, inputs, outputs, stride, plain):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.plain = plain
        if not plain and (stride != 1 or inputs != outputs):
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        else:
            self.downsample = nn.Identity()

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y if self.plain else y + self.downsample(x))


class Residual(nn.Module):
    def __init__(self, shape=(3, 32, 32), classes=10, blocks=1, widths=(16, 32, 64), plain=False):
        super().__init__()
        self.conv1 = nn.Conv2d(shape[0], widths[0], 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        self.stages = len(widths)
        inputs = widths[0]
        for stage, width in enumerate(widths):
            layer = []
            for index in range(blocks):
                layer.append(Block(inputs, width, 2 if stage > 0 and index == 0 else 1, plain))
                inputs = width
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layer))
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.fc(x.mean((2, 3)))


def network(name, shape, classes):
    """A network of the zoo, and whether its weights are Xavier's."""
    if name == "lenet":
        return lenet(shape, classes), True
    if name == "lenet-relu":
        return lenet(shape, classes, rectified=True), True
    if name == "mlp":
        return mlp(shape, classes), True
    plain = name.startswith("plain")
    depth = int(name.removeprefix("plain").removeprefix("resnet"))
    return Residual(shape, classes, blocks=(depth - 2) // 6, plain=plain), False


def fresh(name, shape, classes, seed, dtype):
    net, xavier = network(name, shape, classes)
    return set_initial_weights(net.to(dtype), seed, xavier)


def batches(pictures, labels, size, steps, dtype):
    """Batch k holds the pictures k size, k size + 1 ... modulo their number; values 0 to 1."""
    for step in range(steps):
        chosen = np.arange(step * size, (step + 1) * size) % len(labels)
        yield torch.from_numpy(pictures[chosen]).to(dtype) / 255, torch.from_numpy(labels[chosen])
