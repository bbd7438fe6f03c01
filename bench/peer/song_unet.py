"""The peer of the image-network benchmark: the published MNIST networks and their training step in plain PyTorch.

Usage: song_unet.py step mnist|mnist-small learned|independent STEPS THREADS
       song_unet.py check songunet.json

`step` prints parameters, seconds and processor seconds of a step and the largest resident size, in the words of bench/Training.
`check` compares parameters and outputs of the MNIST networks with the reference outputs.
"""

import json
import math
import resource
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH = 64
SIDE = 28
WARM_UP = 1
BETA = 10
DECAY = 0.9999


def group_norm(channels):
    return nn.GroupNorm(min(32, channels // 4), channels, eps=1e-6)


def halve(x):
    return F.avg_pool2d(x, 2)


def double(x):
    return F.interpolate(x, scale_factor=2, mode="nearest")


def same(x):
    return x


class Block(nn.Module):
    """Two normalised 3×3 convolutions that see time between them, around a skip path; resampling and attention on demand."""

    def __init__(self, inputs, outputs, width, dropout, resample=same, attends=False):
        super().__init__()
        self.resample = resample
        self.dropout = dropout
        self.norm0 = group_norm(inputs)
        self.conv0 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.affine = nn.Linear(width, outputs)
        self.norm1 = group_norm(outputs)
        self.conv1 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.skip = nn.Conv2d(inputs, outputs, 1) if inputs != outputs or resample is not same else None
        self.norm2 = group_norm(outputs) if attends else None
        if attends:
            self.qkv = nn.Conv2d(outputs, 3 * outputs, 1)
            self.proj = nn.Conv2d(outputs, outputs, 1)

    def forward(self, x, embedding):
        around = self.resample(x)
        if self.skip is not None:
            around = self.skip(around)
        y = self.conv0(self.resample(F.silu(self.norm0(x))))
        y = F.silu(self.norm1(y + self.affine(embedding)[:, :, None, None]))
        y = self.conv1(F.dropout(y, self.dropout, self.training))
        y = (y + around) * math.sqrt(0.5)
        return y if self.norm2 is None else (y + self.attend(self.norm2(y))) * math.sqrt(0.5)

    def attend(self, x):
        n, channels, height, width = x.shape
        q, k, v = self.qkv(x).reshape(n, channels, 3, height * width).unbind(2)
        weights = torch.bmm(q.transpose(1, 2), k / math.sqrt(channels)).softmax(2)
        return self.proj(torch.bmm(v, weights.transpose(1, 2)).reshape(x.shape))


class SongUNet(nn.Module):
    """The U-Net with positional embedding and standard halves; attention at the coarsest level's entry alone."""

    def __init__(self, channels, multipliers, blocks, dropout, outputs):
        super().__init__()
        width = 4 * channels
        self.register_buffer("frequencies", 10000.0 ** -torch.linspace(0, 1, channels // 2, dtype=torch.float64), persistent=False)
        self.map_layer0 = nn.Linear(channels, width)
        self.map_layer1 = nn.Linear(width, width)
        self.enc = nn.ModuleDict()
        self.dec = nn.ModuleDict()
        widths = [channels * multiplier for multiplier in multipliers]
        skips = [channels]
        here = channels
        for level, there in enumerate(widths):
            name = f"{SIDE >> level}x{SIDE >> level}"
            if level == 0:
                self.enc[f"{name}_conv"] = nn.Conv2d(1, channels, 3, padding=1)
            else:
                self.enc[f"{name}_down"] = Block(here, here, width, dropout, halve)
                skips.append(here)
            for i in range(blocks):
                self.enc[f"{name}_block{i}"] = Block(here, there, width, dropout)
                here = there
                skips.append(here)
        for level, there in reversed(list(enumerate(widths))):
            name = f"{SIDE >> level}x{SIDE >> level}"
            if level == len(widths) - 1:
                self.dec[f"{name}_in0"] = Block(here, here, width, dropout, attends=True)
                self.dec[f"{name}_in1"] = Block(here, here, width, dropout)
            else:
                self.dec[f"{name}_up"] = Block(here, here, width, dropout, double)
            for i in range(blocks + 1):
                self.dec[f"{name}_block{i}"] = Block(here + skips.pop(), there, width, dropout)
                here = there
        self.dec[f"{name}_aux_norm"] = group_norm(here)
        self.dec[f"{name}_aux_conv"] = nn.Conv2d(here, outputs, 3, padding=1)

    def forward(self, x, times):
        angles = torch.outer(times.double(), self.frequencies)
        waves = torch.cat([angles.sin(), angles.cos()], 1).to(x.dtype)
        embedding = F.silu(self.map_layer1(F.silu(self.map_layer0(waves))))
        skips = []
        for layer in self.enc.values():
            x = layer(x, embedding) if isinstance(layer, Block) else layer(x)
            skips.append(x)
        for name, layer in self.dec.items():
            if "_block" in name:
                x = torch.cat([x, skips.pop()], 1)
            if isinstance(layer, Block):
                x = layer(x, embedding)
            else:
                x = F.silu(layer(x)) if name.endswith("norm") else layer(x)
        return x


def networks(name):
    """Velocity network and encoder, which has twice the outputs: mean and log variance."""
    if name == "mnist":
        return SongUNet(32, [2, 2, 2], 2, 0.13, 1), SongUNet(32, [2, 2, 2], 2, 0.13, 2)
    if name == "mnist-small":
        return SongUNet(16, [1, 2, 2], 1, 0, 1), SongUNet(8, [1, 2, 2], 1, 0, 2)
    raise SystemExit(f"there are no networks '{name}'; known: mnist, mnist-small")


def count(network):
    return sum(parameter.numel() for parameter in network.parameters())


def step(name, coupling, steps, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    velocity, encoder = networks(name)
    learned = coupling == "learned"
    parameters = [*velocity.parameters(), *(encoder.parameters() if learned else [])]
    averages = [parameter.detach().clone() for parameter in parameters]
    adam = torch.optim.Adam(parameters, lr=1e-3, foreach=True)
    data = torch.rand(BATCH, 1, SIDE, SIDE) * 2 - 1
    print(f"parameters: velocity {count(velocity)}, encoder {count(encoder)}")

    def advance():
        t = torch.rand(BATCH)
        noise = torch.randn_like(data)
        penalty = 0
        if learned:
            mean, log_variance = encoder(data, torch.ones(BATCH)).chunk(2, 1)
            noise = mean + (0.5 * log_variance).exp() * noise
            penalty = BETA * 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
        share = t[:, None, None, None]
        loss = (velocity((1 - share) * data + share * noise, t) - (noise - data)).square().mean() + penalty
        adam.zero_grad(set_to_none=False)
        loss.backward()
        adam.step()
        with torch.no_grad():
            torch._foreach_mul_(averages, DECAY)
            torch._foreach_add_(averages, parameters, alpha=1 - DECAY)

    for _ in range(WARM_UP):
        advance()
    seconds = []
    before = time.process_time()
    for _ in range(steps):
        start = time.perf_counter()
        advance()
        seconds.append(time.perf_counter() - start)
    print(f"{name} {coupling}, {threads} threads: median {statistics.median(seconds):.3f} s, best {min(seconds):.3f} s")
    print(f"cpu {(time.process_time() - before) / steps:.3f} s")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9:.2f} GB")


def noise(n, k):
    """Numbers in (-1, 1) by the rule of docs/method.md."""
    mask = 0xFFFFFFFF
    h = (torch.arange(n, dtype=torch.int64) + 1000003 * k) & mask
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & mask
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & mask
    return ((h ^ (h >> 16)).double() + 0.5) / 2**31 - 1


def filled(tensor, name, k):
    values = noise(tensor.numel(), k).reshape(tensor.shape)
    if tensor.dim() > 1:
        return values * math.sqrt(3) * math.sqrt(2 / tensor[0].numel())
    return 1 + 0.1 * values if name.endswith("weight") else 0.1 * values


def check(oracle):
    """Fills the networks in the order of the published state dict and compares outputs."""
    for key, network in zip(("mnist_de", "mnist_en"), networks("mnist")):
        expected = oracle[key]
        network = network.double().eval()
        state = network.state_dict()
        for k, (name, shape) in enumerate(expected["tensors"]):
            if not name.endswith("resample_filter"):
                assert list(state[name].shape) == shape, name
                state[name].copy_(filled(state[name], name, k))
        assert count(network) == expected["parameters"], (count(network), expected["parameters"])
        images = noise(2 * SIDE * SIDE, 987654).reshape(2, 1, SIDE, SIDE)
        with torch.no_grad():
            output = network(images, torch.tensor([0.25, 0.75])).flatten()
        every, values = expected["output"]["every_nth"]
        error = (output[::every] - torch.tensor(values, dtype=torch.float64)).abs().max().item()
        norm = expected["output"]["l2"]
        assert error < 1e-4 and abs(output.norm().item() - norm) < 1e-4 * norm, error
        print(f"{key}: {count(network)} parameters, outputs differ by at most {error:.1e}")


if __name__ == "__main__":
    if sys.argv[1] == "check":
        with open(sys.argv[2], encoding="utf-8") as file:
            check(json.load(file))
    else:
        step(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
