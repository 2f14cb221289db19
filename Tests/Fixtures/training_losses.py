"""Training in float32, for the engine: training_losses.json.

Run: training_losses.py   Pictures and first weights are functions of seeds (network_common.py; in Swift PatternPictures
and Graph.initialWeights), so that the fixture holds results alone: the loss of every batch before its update, the
gradients of the first eighteen pictures (in float64: largest magnitude, norm and eight values each, with their places),
and sums of the parameters at the end. The script fails where float32 itself drifts too far from float64 to be a test: at
a tenth of the 1e-3 of the losses, at a third of the 1e-4 of the gradients. (In a large batch some input of a ReLU is so
close to 0 that rounding decides whether its gradient passes; hence so few.)
"""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

from network_common import batches, fresh, pattern_pictures

def sgd(lr, momentum=0, weight_decay=0):
    return dict(optimizer="sgd", lr=lr, momentum=momentum, weight_decay=weight_decay)


def adam(lr, weight_decay=0):
    return dict(optimizer="adam", lr=lr, momentum=0, weight_decay=weight_decay)


SMALL, COLOUR = (1, 28, 28), (3, 32, 32)
RUNS = {
    # A LeNet of sigmoids leaves chance late at this rate; Adam takes it away from there.
    "lenet": dict(network="lenet", input=SMALL, steps=200, batch=64, **sgd(0.9)),
    "lenet-adam": dict(network="lenet", input=SMALL, steps=120, batch=64, **adam(0.005)),
    "lenet-relu": dict(network="lenet-relu", input=SMALL, steps=50, batch=64, **sgd(0.05, 0.9)),
    "mlp": dict(network="mlp", input=SMALL, steps=50, batch=64, **sgd(0.05, 0.9, 1e-3)),
    "resnet8": dict(network="resnet8", input=COLOUR, steps=5, batch=128, **sgd(0.02, 0.9)),
    "plain8": dict(network="plain8", input=COLOUR, steps=5, batch=50, **sgd(0.02, 0.9, 5e-4)),
}
PICTURES, SEED, CLASSES, GRADIENT_PICTURES = 1024, 11, 10, 18


def train(run, dtype):
    net = fresh(run["network"], run["input"], CLASSES, 0, dtype)
    pictures, labels = pattern_pictures(PICTURES, run["input"], CLASSES, SEED)
    rate = dict(lr=run["lr"], weight_decay=run["weight_decay"])
    if run["optimizer"] == "adam":
        optimizer = torch.optim.Adam(net.parameters(), **rate)
    else:
        optimizer = torch.optim.SGD(net.parameters(), momentum=run["momentum"], **rate)
    losses = []
    for x, y in batches(pictures, labels, run["batch"], run["steps"], dtype):
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
    state = {key: value.double() for key, value in net.state_dict().items() if not key.endswith("num_batches_tracked")}
    return losses, state


def first_gradients(run, dtype):
    net = fresh(run["network"], run["input"], CLASSES, 0, dtype)
    pictures, labels = pattern_pictures(GRADIENT_PICTURES, run["input"], CLASSES, SEED)
    x, y = next(batches(pictures, labels, GRADIENT_PICTURES, 1, dtype))
    F.cross_entropy(net(x), y).backward()
    return {key: parameter.grad.double().flatten().numpy() for key, parameter in net.named_parameters()}


def main():
    torch.set_num_threads(1)
    result = {}
    for name, run in RUNS.items():
        losses, state = train(run, torch.float32)
        exact, _ = train(run, torch.float64)
        gradients, rounded = (first_gradients(run, dtype) for dtype in (torch.float64, torch.float32))
        gradient_drift = max(np.abs(rounded[k] - v).max() / np.abs(v).max() for k, v in gradients.items())
        drift = max(abs(a - b) for a, b in zip(losses, exact))
        print(f"{name}: {losses[0]:.4f} to {losses[-1]:.4f}, drift of float32 {drift:.1e}, of gradients {gradient_drift:.1e}")
        assert drift < 1e-4 and gradient_drift < 3e-5, name
        result[name] = {
            **run, "classes": CLASSES, "pictures": PICTURES, "picture_seed": SEED, "weight_seed": 0,
            "gradient_pictures": GRADIENT_PICTURES,
            "losses": losses,
            "gradients": {
                key: {
                    "largest": np.abs(value).max(), "norm": np.sqrt((value**2).sum()),
                    "places": (places := [int(i) for i in np.linspace(0, len(value) - 1, min(8, len(value))).round()]),
                    "values": [value[i] for i in places]}
                for key, value in gradients.items()},
            "parameters": {key: [value.sum().item(), value.square().sum().item()] for key, value in state.items()}}
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "training_losses.json"), "w") as file:
        file.write("{" + ",\n".join(f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in result.items()) + "}\n")


main()
