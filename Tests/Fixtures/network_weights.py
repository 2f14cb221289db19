"""Weights that PyTorch saved as safetensors, and the logits that it computes with them: network_{lenet,resnet8}.safetensors,
network_logits.json.

Run: network_weights.py   Some steps of training, so that the logits of two pictures differ and running statistics are not 0 and 1. resnet8 is saved as float16
(as a file for half the place would be), and its logits are those of the rounded weights.
"""
import json
import os

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from network_common import batches, fresh, pattern_pictures

here = os.path.dirname(os.path.abspath(__file__))
logits = {}
for name, shape, saved, steps in (
        ("lenet", (1, 28, 28), torch.float32, 400), ("resnet8", (3, 32, 32), torch.float16, 40)):
    net = fresh(name, shape, 10, 2, torch.float32)
    pictures, labels = pattern_pictures(64, shape, 10, seed=3)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.005)
    for x, y in batches(pictures, labels, 16, steps, torch.float32):
        optimizer.zero_grad()
        F.cross_entropy(net(x), y).backward()
        optimizer.step()
    state = {
        key: value.to(saved) if value.is_floating_point() else value for key, value in net.state_dict().items()}
    save_file(state, os.path.join(here, f"network_{name}.safetensors"), metadata={"format": "pt"})
    net.load_state_dict({key: value.float() if value.is_floating_point() else value for key, value in state.items()})
    net.eval()
    with torch.no_grad():
        logits[name] = net(torch.from_numpy(pictures[:2]).float() / 255).tolist()
with open(os.path.join(here, "network_logits.json"), "w") as file:
    json.dump(logits, file, separators=(",", ":"))
    file.write("\n")
