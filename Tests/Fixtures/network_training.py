"""Training in float64, for the plain network: network_training.json.

Run: network_training.py   Each run: losses of every batch before its update, and what the parameters are at the end
(their sum and their sum of squares). Pictures and first weights are functions of seeds (network_common.py).
"""
import json
import os

import torch
import torch.nn.functional as F

from network_common import Residual, batches, lenet, pattern_pictures, set_initial_weights

RUNS = {
    "lenet": dict(
        net=lambda: lenet((1, 12, 12), 4), xavier=True, shape=(1, 12, 12), classes=4, steps=200, batch=4,
        optimizer=lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.9)),
    "residual": dict(
        net=lambda: Residual((2, 8, 8), 3, widths=(4, 8)), xavier=False, shape=(2, 8, 8), classes=3, steps=200, batch=4,
        optimizer=lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, weight_decay=5e-3)),
    "lenet-relu": dict(
        net=lambda: lenet((1, 12, 12), 4, rectified=True), xavier=True, shape=(1, 12, 12), classes=4, steps=40, batch=4,
        optimizer=lambda p: torch.optim.Adam(p, lr=0.005, weight_decay=1e-3)),
}

result = {}
for name, run in RUNS.items():
    net = set_initial_weights(run["net"]().double(), 1, run["xavier"])
    pictures, labels = pattern_pictures(32, run["shape"], run["classes"], seed=5)
    optimizer = run["optimizer"](net.parameters())
    losses = []
    for x, y in batches(pictures, labels, run["batch"], run["steps"], torch.float64):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    net.eval()
    with torch.no_grad():
        logits = net(torch.from_numpy(pictures[:4]).double() / 255)
    result[name] = {
        "losses": losses,
        "parameters": {
            key: [value.sum().item(), value.square().sum().item()] for key, value in net.state_dict().items()
            if not key.endswith("num_batches_tracked")},
        "inference_logits": logits.flatten().tolist()}
    print(name, losses[0], losses[len(losses) // 2], losses[-1])
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "network_training.json"), "w") as file:
    json.dump(result, file, separators=(",", ":"))
    file.write("\n")
