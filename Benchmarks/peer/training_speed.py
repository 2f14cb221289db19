"""Images a second that PyTorch trains on the CPU: what `Benchmarks training` stands beside.

Run: training_speed.py NETWORK BATCH VARIANT THREADS SECONDS
VARIANT: eager, channels-last or compile. Pictures of noise, forward, loss, backward and a plain SGD step; pictures
already in memory as floats. It says `ready` after the warm-up; for every line on its standard input it trains for about
SECONDS and answers with images a second, from the median time of a step. So both sides can take turns.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


def lenet():
    """LeCun's LeNet in D2L's form: sigmoids and average pooling."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2, 2),
        nn.Conv2d(6, 16, 5), nn.Sigmoid(), nn.AvgPool2d(2, 2), nn.Flatten(),
        nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


def resnet(blocks):
    """He et al.'s network for small pictures: 6 n + 2 layers, stages of 16, 32 and 64 channels."""
    layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    inputs = 16
    for stage, outputs in enumerate([16, 32, 64]):
        for index in range(blocks):
            layers.append(Block(inputs, outputs, 2 if stage > 0 and index == 0 else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 10))


NETWORKS = {
    "lenet": (lenet, (1, 28, 28)),
    "resnet8": (lambda: resnet(1), (3, 32, 32)),
    "resnet20": (lambda: resnet(3), (3, 32, 32)),
}


def main():
    name, batch, variant = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    threads, seconds = int(sys.argv[4]), float(sys.argv[5])
    torch.manual_seed(0)
    torch.set_num_threads(threads)
    make, shape = NETWORKS[name]
    network = make()
    batches = list(torch.rand(4, batch, *shape))
    labels = torch.randint(0, 10, (4, batch))
    if variant == "channels-last":
        network = network.to(memory_format=torch.channels_last)
        batches = [b.contiguous(memory_format=torch.channels_last) for b in batches]
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    forward = torch.compile(network) if variant == "compile" else network

    def step(index):
        optimizer.zero_grad()
        F.cross_entropy(forward(batches[index % 4]), labels[index % 4]).backward()
        optimizer.step()

    for index in range(5):
        step(index)
    print("ready", flush=True)
    for _ in sys.stdin:
        times, index, end = [], 0, time.perf_counter() + seconds
        while time.perf_counter() < end or len(times) < 3:
            start = time.perf_counter()
            step(index)
            times.append(time.perf_counter() - start)
            index += 1
        times.sort()
        print(batch / times[len(times) // 2], flush=True)


main()
