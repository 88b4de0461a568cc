"""Trains the net that makes a picture twice as wide and high, and writes its weights beside this file.

    python3 models/nets/enlarge.py <folder of pictures> <folder of others, to measure with>

Needs PyTorch, NumPy and Pillow. Pictures: frames of the first 20 seconds of Big Buck Bunny and the photographs that come with
scikit-image. Every few hundred steps it prints PSNR beside Lanczos's, on pictures made small as they are, and kept as a JPEG
in between. Weights: half-precision numbers, each layer's kernel, then its bias.
"""

import io
import math
import random
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

CHANNELS, LAYERS = 16, 4  # as in models/convert/enlarge.ts
SIDE, BATCH = 40, 12  # of small pictures
STEPS, SHOW = 16_000, 500
RATE, LAST_RATE = 2e-3, 2e-5
SMALLER = [Image.BOX, Image.HAMMING, Image.BICUBIC, Image.LANCZOS]


class Enlarge(nn.Module):
    """The net of models/convert/enlarge.ts."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, CHANNELS, 3, 1, 1)
        self.body = nn.ModuleList(nn.Conv2d(CHANNELS, CHANNELS, 3, 1, 1) for _ in range(LAYERS))
        self.quads = nn.Conv2d(CHANNELS, 12, 3, 1, 1)
        nn.init.zeros_(self.quads.weight)
        nn.init.zeros_(self.quads.bias)

    def forward(self, x):
        seen = F.relu(self.first(x))
        for layer in self.body:
            seen = seen + F.relu(layer(seen))
        plain = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        return plain + F.pixel_shuffle(self.quads(seen), 2)

    def write(self, path):
        values = [value.detach().numpy().ravel() for value in self.parameters()]
        path.write_bytes(np.concatenate(values).astype("<f2").tobytes())


def squeeze(picture, quality):
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def to_tensor(picture):
    return torch.from_numpy(np.array(picture, dtype=np.float32) / 255).permute(2, 0, 1)


def crop(picture):
    """A square out of a picture at a random size, and what it is to be made of."""
    scale = random.uniform(max(0.45, 2 * SIDE / min(picture.size)), 1)
    side = min(round(2 * SIDE / scale), *picture.size)
    left = random.randint(0, picture.width - side)
    top = random.randint(0, picture.height - side)
    large = picture.resize((2 * SIDE, 2 * SIDE), Image.LANCZOS, (left, top, left + side, top + side))
    turn = random.choice([None, *range(7)])
    large = large if turn is None else large.transpose(turn)
    small = large.resize((SIDE, SIDE), random.choice(SMALLER))
    if random.random() < 0.5:
        small = squeeze(small, random.randint(60, 95))
    return to_tensor(small), to_tensor(large)


def luma(x):
    return 0.299 * x[:, 0] + 0.587 * x[:, 1] + 0.114 * x[:, 2]


def psnr(made, wanted):
    edge = 8
    apart = (luma(made.clamp(0, 1)) - luma(wanted))[..., edge:-edge, edge:-edge]
    return -10 * math.log10(float((apart**2).mean()) + 1e-10)


@torch.no_grad()
def measure(net, pictures, quality):
    """PSNR of luma, dB: Lanczos's and the net's, over all pictures."""
    rows = []
    for picture in pictures:
        small = picture.resize((picture.width // 2, picture.height // 2), Image.BOX)
        small = squeeze(small, quality) if quality else small
        wanted = to_tensor(picture)[None]
        rows.append((psnr(to_tensor(small.resize(picture.size, Image.LANCZOS))[None], wanted),
                     psnr(net(to_tensor(small)[None]), wanted)))
    return np.array(rows)


def load(folder):
    return [Image.open(path).convert("RGB") for path in sorted(Path(folder).iterdir())]


def even(picture, most=640):
    """Small enough that its pixels are sharp, with even sides."""
    scale = min(1, most / max(picture.size))
    return picture.resize([2 * round(side * scale / 2) for side in picture.size], Image.LANCZOS)


def main(pictures, others):
    pictures, others = load(pictures), [even(picture) for picture in load(others)]
    net = Enlarge()
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE)
    rate = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS, LAST_RATE)
    for step in range(1, STEPS + 1):
        small, large = map(torch.stack, zip(*(crop(random.choice(pictures)) for _ in range(BATCH))))
        loss = torch.sqrt((net(small) - large) ** 2 + 1e-6).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rate.step()
        if step % SHOW == 0:
            net.write(Path(__file__).with_name("enlarge.bin"))
            for quality in (None, 85):
                rows = measure(net, others, quality)
                gains = " ".join(f"{made - plain:+.2f}" for plain, made in rows)
                print(step, "as they are" if quality is None else f"JPEG {quality}",
                      "Lanczos %.2f net %.2f:" % tuple(rows.mean(0)), gains, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
