"""Trains the net that takes the noise of cameras in poor light, and the blocks of codecs, out of pictures.

    python3 models/nets/restore.py <folder of pictures>

The net of train.py, but what it makes is added to the picture. Its weights are written beside this file.
"""

import io
import random
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from train import SCENE, Style, scene

SCENES = 240
CROP, BATCH = 96, 8
STEPS, NOTE = 8000, 250
RATE = 4e-3


def spoil(clean):
    """What a poor camera and a codec would have made of it."""
    x = clean.permute(1, 2, 0).numpy()
    picture = Image.fromarray((x * 255 + 0.5).astype(np.uint8))
    x = np.asarray(picture, dtype=np.float32)
    amount = random.choice([2, 8, 14, 20]) * random.uniform(0.6, 1.3)
    grey = np.random.randn(SCENE, SCENE, 1) * amount
    colour = np.random.randn(SCENE, SCENE, 3) * amount * 0.7
    x = np.clip(x + grey + colour, 0, 255)
    packed = io.BytesIO()
    Image.fromarray(x.astype(np.uint8)).save(packed, "JPEG", quality=random.randint(60, 95))
    return torch.from_numpy(np.asarray(Image.open(packed), dtype=np.float32) / 255).permute(2, 0, 1)


def train(folder):
    torch.set_num_threads(1)
    random.seed(2)
    np.random.seed(2)
    torch.manual_seed(2)
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".jpg", ".png"))
    clean = torch.stack([scene(paths[index % len(paths)]) for index in range(SCENES)])
    poor = torch.stack([spoil(each) for each in clean])
    net = Style()
    torch.nn.init.normal_(net.quads.weight, std=0.01)
    optimizer = torch.optim.Adam(net.parameters(), RATE)
    total, before = 0.0, 0.0
    for step in range(1, STEPS + 1):
        optimizer.param_groups[0]["lr"] = RATE * (0.02 + 0.98 * (1 - step / STEPS) ** 1.5)
        index = torch.randint(SCENES, (BATCH,))
        left, top = (4 * torch.randint((SCENE - CROP) // 4 + 1, (2,))).tolist()
        window = (slice(None), slice(top, top + CROP), slice(left, left + CROP))
        x = torch.stack([poor[i][window] for i in index])
        y = torch.stack([clean[i][window] for i in index])
        made = x + net(x)
        loss = ((made - y) ** 2 + 1e-5).sqrt().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += F.mse_loss(made, y).item()
        before += F.mse_loss(x, y).item()
        if step % NOTE == 0:
            net.write(Path(__file__).parent / "restore.bin")
            gain = 10 * np.log10(before / total)
            print(f"step {step}: {-10 * np.log10(total / NOTE):.2f} dB, {gain:.2f} more than before", flush=True)
            total, before = 0.0, 0.0


if __name__ == "__main__":
    train(Path(sys.argv[1]))
