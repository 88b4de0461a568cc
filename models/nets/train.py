"""Trains the style nets to do what the filters of teachers.py do, and writes their weights beside this file.

    python3 models/nets/train.py <folder of pictures> [look ...]

Needs PyTorch, NumPy and Pillow. Pictures: frames of Big Buck Bunny and the photographs that come with scikit-image.
The weights beside this file were made with these settings (comic, oil), or 24 chunks and a third of the scenes in
other colours (neon, sketch). Every few hundred steps each look's weights are written: half-precision numbers, each layer's kernel, then its bias.
"""

import random
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

from teachers import TEACHERS

HALF, QUARTER = 12, 24  # channels at half and at quarter size, as in models/registry.json
SCENES, SCENE = 160, 320  # pictures that the filters are run on, and their side
CROP, BATCH = 112, 6
CHUNK, CHUNKS = 250, 40
RATE = 3e-3


class Style(nn.Module):
    """The net of models/convert/style.ts."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, HALF, 4, 2, 1)
        self.fine = nn.Conv2d(HALF, HALF, 3, 1, 1)
        self.coarse = nn.Conv2d(HALF, QUARTER, 3, 2, 1)
        self.near = nn.Conv2d(QUARTER, QUARTER, 3, 1, 1)
        self.far = nn.Conv2d(QUARTER, QUARTER, 3, 1, 2, dilation=2)
        self.reduce = nn.Conv2d(QUARTER, HALF, 1)
        self.last = nn.Conv2d(HALF, HALF, 3, 1, 1)
        self.quads = nn.Conv2d(HALF, 12, 3, 1, 1)

    def forward(self, x):
        fine = F.relu(self.fine(F.relu(self.first(x))))
        wide = F.relu(self.coarse(fine))
        wide = wide + F.relu(self.near(wide))
        wide = wide + F.relu(self.far(wide))
        joined = F.relu(F.interpolate(self.reduce(wide), scale_factor=2, mode="nearest") + fine)
        return F.pixel_shuffle(self.quads(F.relu(self.last(joined))), 2)

    def write(self, path):
        values = [p.detach().numpy().ravel() for layer in self.children() for p in (layer.weight, layer.bias)]
        path.write_bytes(np.concatenate(values).astype("<f2").tobytes())


def scene(path):
    """A square of a picture, at a random size, turned, and with other colours."""
    picture = Image.open(path).convert("RGB")
    scale = max(SCENE / min(picture.size), random.uniform(0.5, 1.1))
    picture = picture.resize([max(SCENE, round(side * scale)) for side in picture.size], Image.LANCZOS)
    left = random.randint(0, picture.width - SCENE)
    top = random.randint(0, picture.height - SCENE)
    x = np.asarray(picture.crop((left, top, left + SCENE, top + SCENE)), dtype=np.float32) / 255
    if random.random() < 0.5:
        x = x[:, ::-1]
    if random.random() < 0.15:
        x = x[..., np.random.permutation(3)]
    x = np.clip(x ** random.uniform(0.7, 1.5) * random.uniform(0.8, 1.1), 0, 1)
    return torch.from_numpy(np.ascontiguousarray(x)).permute(2, 0, 1)


def slopes(x):
    return x[..., :, 1:] - x[..., :, :-1], x[..., 1:, :] - x[..., :-1, :]


def loss_of(made, wanted):
    edges = sum(F.l1_loss(a, b) for a, b in zip(slopes(made), slopes(wanted)))
    return F.l1_loss(made, wanted) + edges


def train(folder, looks):
    torch.set_num_threads(1)
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".jpg", ".png"))
    scenes = torch.stack([scene(paths[index % len(paths)]) for index in range(SCENES)])
    nets = {look: Style() for look in looks}
    wanted = {look: torch.cat([TEACHERS[look](each[None]) for each in scenes]) for look in looks}
    print("filters done", flush=True)
    optimizers = {look: torch.optim.Adam(net.parameters(), RATE) for look, net in nets.items()}
    for chunk in range(CHUNKS):
        for look, net in nets.items():
            total = 0.0
            for step in range(CHUNK):
                share = (chunk * CHUNK + step) / (CHUNK * CHUNKS)
                optimizers[look].param_groups[0]["lr"] = RATE * (0.02 + 0.98 * (1 - share) ** 1.5)
                index = torch.randint(SCENES, (BATCH,))
                left, top = (4 * torch.randint((SCENE - CROP) // 4 + 1, (2,))).tolist()
                window = (slice(None), slice(top, top + CROP), slice(left, left + CROP))
                x = torch.stack([scenes[i][window] for i in index])
                y = torch.stack([wanted[look][i][window] for i in index])
                loss = loss_of(net(x), y)
                optimizers[look].zero_grad()
                loss.backward()
                optimizers[look].step()
                total += loss.item()
            net.write(Path(__file__).parent / f"{look}.bin")
            print(f"{look} step {(chunk + 1) * CHUNK} loss {total / CHUNK:.4f}", flush=True)


if __name__ == "__main__":
    train(Path(sys.argv[1]), sys.argv[2:] or list(TEACHERS))
