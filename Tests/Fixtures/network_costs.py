"""Parameters and multiply-adds as PyTorch counts them, names and shapes of its state, and the first weights that the
other fixtures start from (each tensor's sum of float32 bit patterns, for seed 7): network_costs.json.

Run: network_costs.py   Multiply-adds are counted at every convolution and linear layer while one picture runs.
"""
import json
import os

import torch
import torch.nn as nn

from network_common import fresh, network

NAMES = ["lenet", "lenet-relu", "mlp", "resnet8", "plain8", "resnet20"]
INPUTS = [(1, 28, 28), (3, 32, 32), (3, 33, 47), (2, 96, 21), (1, 13, 14)]


def multiply_adds(net, shape):
    total = 0

    def count(module, _, output):
        nonlocal total
        if isinstance(module, nn.Conv2d):
            total += output[0].numel() * module.weight[0].numel()
        elif isinstance(module, nn.Linear):
            total += module.weight.numel()

    for module in net.modules():
        module.register_forward_hook(count)
    net.eval()
    with torch.no_grad():
        net(torch.zeros(1, *shape))
    return total


rows = []
for name in NAMES:
    for shape in INPUTS:
        for classes in (2, 10, 100):
            net, _ = network(name, shape, classes)
            rows.append({
                "network": name, "input": list(shape), "classes": classes,
                "parameters": sum(p.numel() for p in net.parameters()), "macs": multiply_adds(net, shape)})
names = {
    name: [[key, list(value.shape)] for key, value in network(name, (3, 32, 32), 10)[0].state_dict().items()
           if not key.endswith("num_batches_tracked")] for name in NAMES}
INPUT = {name: (3, 32, 32) if name[0] in "rp" else (1, 28, 28) for name in NAMES}
bits = {
    name: {key: int(value.detach().numpy().view("uint32").astype("uint64").sum())
           for key, value in fresh(name, INPUT[name], 10, 7, torch.float32).named_parameters()
           if "bn" not in key and "downsample.1" not in key} for name in NAMES}
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "network_costs.json"), "w") as file:
    file.write('{"costs":[\n' + ",\n".join(json.dumps(row) for row in rows) + '\n],"state":{\n'
               + ",\n".join(f"{json.dumps(k)}:{json.dumps(v)}" for k, v in names.items()) + '\n},"initial_bits":{\n'
               + ",\n".join(f"{json.dumps(k)}:{json.dumps(v)}" for k, v in bits.items()) + "\n}}\n")
