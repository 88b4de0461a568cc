"""Trains the net that draws pictures of words, and writes its weights into the folder, as imagine.bin.

    python3 models/nets/imagine.py <folder to work in> <minutes>

Needs PyTorch, NumPy and Pillow. It learns from PICTURES landscapes that scenes.py composes and painter.py paints, which are kept in the
folder: from the words of the whole picture, and those of each thing with its place, it makes the picture: what is behind, and what
each thing looks like, stretched to its size and laid over that at its place. What is stopped goes on where it was. Beside the weights
it draws a sheet now and then. Weights: half-precision numbers, the mean of the last steps', in the order in which
models/convert/imagine.ts takes them. Those beside this file are of 17 minutes on some two thirds of a core, begun with those of two
versions before, which had learnt for 27 minutes in all, without looks of things, and at first to take noise off such pictures.
"""

import math
import random
import sys
import time
from multiprocessing import Process
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

import scenes
from painter import SIDE, paint
from scenes import TABLES, WORDS
from things import STANDING

WIDE, LAYERS, HEADS, CHANNELS, LAST = 192, 4, 6, 64, 8  # as in models/convert/imagine.ts
TOKENS, CELLS = 64, 16
WAVES = (2, 5)  # about a thing, by its size
HIGH, ACROSS = 24, 32  # points of what a thing looks like
ABOVE, BELOW, BESIDE = 1.25, 0.35, 1.15  # so far around its foot they are, in its sizes
PICTURES, BATCH = 20_000, 32
RATE, MUON_RATE = 1.5e-3, 0.012
MEAN = 0.998  # of weights
DEPTH = torch.tensor([float(TABLES["depths"].get(word, 6 if word in STANDING else 0)) for word in WORDS])
STANDS = torch.tensor([float(word in STANDING) for word in WORDS])


def level(x):
    """Of the same length, whatever it says."""
    return x * (x.square().mean(3, keepdim=True) + 1e-6).rsqrt()


@torch.no_grad()
def around(places):
    """How each cell of the picture lies to each thing: a hill about the thing, and waves in it. n×CELLS×CELLS×(SLOTS·25)."""
    cells = (torch.arange(CELLS) + 0.5) / CELLS
    apart = (cells[None, :, None, None] - places[:, None, :, :2]) / places[:, None, :, 2:]
    hill = torch.exp(-apart * apart)
    axis = torch.stack([hill, *(hill * wave(apart * speed) for speed in WAVES for wave in (torch.sin, torch.cos))], 3)
    across, down = axis[..., 0].float(), axis[..., 1].float()
    batch, _, slots, waves = across.shape
    both = down[:, :, None, :, :, None] * across[:, None, :, :, None, :]
    return both.reshape(batch, CELLS, CELLS, slots * waves * waves)


@torch.no_grad()
def stretched(slots, places):
    """How each row and column of the picture is mixed of those of a thing's look: n×SLOTS×SIDE×HIGH, n×SLOTS×SIDE×ACROSS."""
    pixels = (torch.arange(SIDE) + 0.5) / SIDE
    apart = (pixels[None, None, :, None] - places[:, :, None, :2]) / places[:, :, None, 2:]
    column = (apart[..., :1] + BESIDE) / (2 * BESIDE) * ACROSS - 0.5
    row = (apart[..., 1:] + ABOVE) / (ABOVE + BELOW) * HIGH - 0.5
    there = slots.amax(2)[..., None, None]
    return ((1 - (row - torch.arange(HIGH)).abs()).clamp(min=0) * there, (1 - (column - torch.arange(ACROSS)).abs()).clamp(min=0) * there)


@torch.no_grad()
def behind_first(whole, slots, places):
    """In the order in which they are painted; empty ones last, and only so many as there are."""
    present = slots.amax(2) > 0
    order = torch.where(present, slots @ DEPTH * 10 + places[..., 1], torch.full((), 1e3)).argsort(1)[:, : int(present.sum(1).max())]
    return whole, slots.gather(1, order[..., None].expand(-1, -1, slots.shape[2])), places.gather(1, order[..., None].expand(-1, -1, 3))


class Resnet(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Linear(WIDE, 2 * CHANNELS)
        self.first = nn.Conv2d(CHANNELS, CHANNELS, 3, 1, 1)
        self.second = nn.Conv2d(CHANNELS, CHANNELS, 3, 1, 1)
        for layer in (self.words, self.second):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x, said):
        scale, shift = self.words(said)[..., None, None].chunk(2, 1)
        h = F.group_norm(self.first(F.relu(x)), 8) * (1 + scale) + shift
        return x + self.second(F.relu(h))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Parameter(torch.zeros(6 * WIDE))
        self.asked = nn.Linear(WIDE, 3 * WIDE)
        self.heard = nn.Linear(WIDE, WIDE)
        self.wider = nn.Linear(WIDE, 3 * WIDE)
        self.narrower = nn.Linear(3 * WIDE, WIDE)

    def forward(self, x, said):
        scale, shift, gate, scale2, shift2, gate2 = (said + self.table)[:, None].chunk(6, 2)
        batch, count, _ = x.shape
        h = F.layer_norm(x, (WIDE,)) * (1 + scale) + shift
        query, key, value = self.asked(h).view(batch, count, 3, HEADS, WIDE // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        weight = (level(query) @ level(key).transpose(2, 3) * (WIDE // HEADS) ** -0.5).softmax(3)
        x = x + gate * self.heard((weight @ value).transpose(1, 2).reshape(batch, count, WIDE))
        h = F.layer_norm(x, (WIDE,)) * (1 + scale2) + shift2
        return x + gate2 * self.narrower(F.relu(self.wider(h)))


class Imagine(nn.Module):
    """The net of models/convert/imagine.ts."""

    def __init__(self):
        super().__init__()
        self.canvas = nn.Parameter(torch.zeros(CHANNELS, CELLS, CELLS))
        self.place = nn.Parameter(torch.randn(TOKENS, WIDE) * 0.02)
        self.whole = nn.Linear(len(WORDS), WIDE)
        self.said = nn.Linear(WIDE, 6 * WIDE)
        self.thing = nn.Linear(len(WORDS), WIDE, bias=False)
        self.spread = nn.Linear(WIDE, (1 + 2 * len(WAVES)) ** 2 * CHANNELS, bias=False)
        self.before = Resnet()
        self.down = nn.Conv2d(CHANNELS, WIDE, 2, 2)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.up = nn.Linear(WIDE, 4 * CHANNELS)
        self.after = Resnet()
        self.grow = nn.Conv2d(CHANNELS, 16 * LAST, 3, 1, 1)
        self.fine = nn.Conv2d(LAST, 16, 3, 1, 1)
        self.last = nn.Conv2d(16, 3, 3, 1, 1)
        self.look = nn.Linear(len(WORDS), WIDE, bias=False)
        self.light = nn.Linear(WIDE, WIDE)
        self.shape = nn.Linear(WIDE, WIDE)
        self.paint = nn.Linear(WIDE, 4 * HIGH * ACROSS)
        nn.init.normal_(self.whole.weight, std=0.3)
        nn.init.normal_(self.look.weight, std=0.7)
        with torch.no_grad():
            self.paint.weight.mul_(0.5)
            self.paint.bias.view(4, -1)[3] = -2.5
        nn.init.normal_(self.thing.weight, std=0.7)
        nn.init.normal_(self.said.weight, std=0.01)
        for layer in self.layers:
            with torch.no_grad():
                layer.table.view(6, WIDE)[2::3] = 0.3  # gates

    def forward(self, whole, slots, places):
        """
        Words of the whole picture, n×words, and of each thing, n×SLOTS×words, 0 or 1, and where it is: n×SLOTS×3, across, down,
        size, in pictures. Gives n×3×64×64, colours from -1 to 1: what is behind, and before it each thing in order.
        """
        common = F.silu(self.whole(whole))
        said = self.said(common)
        batch = len(whole)
        things = self.spread(F.relu(self.thing(slots))).view(batch, -1, CHANNELS)
        here = (around(places).reshape(batch, CELLS * CELLS, -1) @ things).transpose(1, 2).reshape(batch, CHANNELS, CELLS, CELLS)
        x = self.before(self.canvas + here, common)
        tokens = self.down(x).flatten(2).transpose(1, 2) + self.place
        for layer in self.layers:
            tokens = layer(tokens, said)
        up = self.up(F.layer_norm(tokens, (WIDE,))).transpose(1, 2).reshape(batch, 4 * CHANNELS, 8, 8)
        x = self.after(x + F.pixel_shuffle(up, 2), common)
        picture = self.last(F.relu(self.fine(F.pixel_shuffle(self.grow(F.relu(x)), 4))))
        look = F.relu(self.shape(F.relu(self.look(slots) + self.light(common)[:, None])))
        look = self.paint(look).view(batch, -1, 4, HIGH, ACROSS)
        opaque = torch.sigmoid(look[:, :, 3:])
        look = torch.cat((look[:, :, :3] * opaque, opaque), 2)
        down, across = stretched(slots, places)
        things = down[:, :, None] @ look @ across[:, :, None].transpose(3, 4)
        for thing in things.unbind(1):
            picture = picture * (1 - thing[:, 3:]) + thing[:, :3]
        return picture

    def write(self, path):
        values = [value.detach().float().numpy().ravel() for value in self.parameters()]
        path.write_bytes(np.concatenate(values).astype("<f2").tobytes())


@torch.no_grad()
def notice(whole, slots, places):
    """How much each point counts: those where things stand more than what is behind them. n×1×64×64."""
    cells = (torch.arange(CELLS) + 0.5) / CELLS
    across, down, size = places[:, None, :, 0], places[:, None, :, 1], places[:, None, :, 2]
    right = torch.exp(-(((cells[None, :, None] - across) / size / 0.6) ** 2))
    below = torch.exp(-(((cells[None, :, None] - down + size / 2) / size / 0.6) ** 2))
    standing = (slots @ STANDS).clamp(max=1)[:, None, None]
    hill = (below[:, :, None] * right[:, None] * standing).amax(3)
    return 1 + 3 * F.interpolate(hill[:, None], scale_factor=SIDE // CELLS, mode="bilinear", align_corners=False)


def slopes(x):
    return x[..., :, 1:] - x[..., :, :-1], x[..., 1:, :] - x[..., :-1, :]


class Muon(torch.optim.Optimizer):
    """Steps of the same length in every direction of a matrix (Jordan and others, 2024)."""

    def __init__(self, parameters):
        super().__init__(parameters, {"lr": MUON_RATE})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for value in group["params"]:
                kept = self.state[value].setdefault("kept", torch.zeros_like(value))
                kept.lerp_(value.grad, 0.05)
                x = value.grad.lerp(kept, 0.95)
                tall = x.shape[0] > x.shape[1]
                x = (x.T if tall else x).bfloat16()
                x = x / (x.norm() + 1e-7)
                for _ in range(5):
                    square = x @ x.T
                    x = 3.4445 * x + (-4.775 * square + 2.0315 * square @ square) @ x
                x = (x.T if tall else x).float()
                value.mul_(1 - 0.02 * group["lr"]).add_(x, alpha=-group["lr"] * max(1, value.shape[0] / value.shape[1]) ** 0.5)


def gather(folder):
    """Paints the pictures, in blocks, so that learning can begin with the first ones."""
    size = 500
    for block in range(PICTURES // size):
        path = folder / f"{block:04}.npz"
        if path.exists():
            continue
        random.seed(block)
        np.random.seed(block)
        pictures, said = [], []
        for _ in range(size):
            scene = scenes.imagine()
            layout = scenes.compose(scene)
            pictures.append(paint(scene, layout))
            said.append(scenes.numbers(layout))
        whole, slots, places = map(np.stack, zip(*said))
        np.savez(path.with_suffix(".tmp.npz"), pictures=np.stack(pictures), whole=whole, slots=slots, places=places)
        path.with_suffix(".tmp.npz").rename(path)


class Album:
    """What has been painted so far."""

    def __init__(self, folder):
        self.folder, self.blocks = folder, {}

    def refresh(self):
        for path in sorted(self.folder.glob("????.npz")):
            if path.name not in self.blocks:
                block = np.load(path)
                self.blocks[path.name] = [torch.from_numpy(block[name]) for name in ("pictures", "whole", "slots", "places")]

    def batch(self):
        """Pictures, and what is said of them."""
        blocks = list(self.blocks.values())
        chosen = [(blocks[np.random.randint(len(blocks))], np.random.randint(len(blocks[0][0]))) for _ in range(BATCH)]
        pictures, whole, slots, places = (torch.stack([block[part][at] for block, at in chosen]).float() for part in range(4))
        return pictures.permute(0, 3, 1, 2) / 127.5 - 1, behind_first(whole, slots, places)


@torch.no_grad()
def sheet(net, path, said):
    made = ((net(*said) + 1) * 127.5).clamp(0, 255).permute(0, 2, 3, 1).byte().numpy()
    across = 8
    large = Image.new("RGB", (across * 130, len(made) // across * 130))
    for index, picture in enumerate(made):
        large.paste(Image.fromarray(picture).resize((128, 128), Image.LANCZOS), (index % across * 130, index // across * 130))
    large.save(path)


def main(folder, minutes, threads=1):
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    torch.set_num_threads(int(threads))
    Process(target=gather, args=(folder,), daemon=True).start()
    album = Album(folder)
    while len(album.blocks) < 4:
        time.sleep(1)
        album.refresh()
    net, kept, state = Imagine(), Imagine(), folder / "state.pt"
    kept.load_state_dict(net.state_dict())
    matrices = [p for layer in net.layers for p in layer.parameters() if p.ndim == 2]
    known = {id(p) for p in matrices}
    optimisers = [Muon(matrices), torch.optim.AdamW([p for p in net.parameters() if id(p) not in known], RATE, (0.9, 0.98), weight_decay=0.01)]
    print(sum(p.numel() for p in net.parameters()), "numbers", flush=True)
    step, spent = 0, 0.0
    if state.exists():
        saved = torch.load(state)
        net.load_state_dict(saved["net"])
        kept.load_state_dict(saved["kept"])
        for optimiser, values in zip(optimisers, saved["optimisers"]):
            optimiser.load_state_dict(values)
        step, spent = saved["step"], saved["spent"]
    shown = behind_first(*(part[:64].float() for part in next(iter(album.blocks.values()))[1:]))
    began, losses, saved_at = time.time() - spent, [], spent
    while True:
        spent = time.time() - began
        through = spent / (60 * float(minutes))
        if through >= 1:
            break
        pace = min(1, (step + 1) / 100) * min(1, (1 - through) / 0.4) ** 0.8
        for optimiser in optimisers:
            for group in optimiser.param_groups:
                group["lr"] = max(0.01, pace) * (RATE if "betas" in group else MUON_RATE)
        picture, said = album.batch()
        with torch.autocast("cpu", torch.bfloat16):
            made = net(*said).float()
        apart = (made - picture).abs()
        edges = sum(F.pad((a - b).abs(), pad) for a, b, pad in zip(slopes(made), slopes(picture), ((0, 1), (0, 0, 0, 1))))
        loss = ((apart + edges) * notice(*said)).mean()
        for optimiser in optimisers:
            optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1)
        for optimiser in optimisers:
            optimiser.step()
        step += 1
        mean = min(MEAN, step / (step + 20))
        with torch.no_grad():
            for old, new in zip(kept.parameters(), net.parameters()):
                old.lerp_(new, 1 - mean)
        losses.append(float(loss))
        if step % 50 == 0:
            print(step, f"{spent:.0f} s", len(album.blocks), f"{np.mean(losses[-50:]):.4f}", flush=True)
        if step % 20 == 0:
            album.refresh()
        if spent - saved_at > 180 or (saved_at == 0 and spent > 60):
            saved_at = spent
            save(net, kept, optimisers, step, spent, state, folder, shown)
    save(net, kept, optimisers, step, spent, state, folder, shown)


def save(net, kept, optimisers, step, spent, state, folder, shown):
    values = {"net": net.state_dict(), "kept": kept.state_dict(), "optimisers": [o.state_dict() for o in optimisers], "step": step, "spent": spent}
    torch.save(values, state.with_suffix(".tmp"))
    state.with_suffix(".tmp").rename(state)
    kept.write(folder / "imagine.bin")
    sheet(kept, folder / f"sheet{step:06}.png", shown)


if __name__ == "__main__":
    main(*sys.argv[1:])
