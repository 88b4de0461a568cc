"""What the style nets imitate: filters of image processing, written here from their definitions.

Each takes and gives pictures as tensors of batch x 3 x height x width, 0..1, made for a height of about 360.
"""

import math

import torch
import torch.nn.functional as F

LUMA = torch.tensor([0.2126, 0.7152, 0.0722]).view(1, 3, 1, 1)


def filtered(x, kernel):
    """Every channel with the same kernel; borders repeat."""
    side = kernel.shape[-1]
    weight = kernel.view(1, 1, *kernel.shape).repeat(x.shape[1], 1, 1, 1)
    padded = F.pad(x, [side // 2] * 4, mode="replicate")
    return F.conv2d(padded, weight, groups=x.shape[1])


def gauss(x, sigma):
    radius = max(1, math.ceil(3 * sigma))
    line = torch.exp(-(torch.arange(-radius, radius + 1.0) ** 2) / (2 * sigma**2))
    line = line / line.sum()
    weight = line.repeat(x.shape[1], 1, 1, 1)
    x = F.pad(x, [radius] * 4, mode="replicate")
    x = F.conv2d(x, weight.transpose(2, 3), groups=x.shape[1])
    return F.conv2d(x, weight, groups=x.shape[1])


def luma(x):
    return (x * LUMA).sum(1, keepdim=True)


def saturate(x, amount):
    grey = luma(x)
    return (grey + (x - grey) * amount).clamp(0, 1)


def kuwahara(x, radius, sharpness=8.0, sectors=8):
    """Generalised Kuwahara: the mean of those sectors around a pixel that vary least."""
    axis = torch.arange(-radius, radius + 1.0)
    down, across = torch.meshgrid(axis, axis, indexing="ij")
    angle = torch.atan2(down, across)
    disc = torch.exp(-(down**2 + across**2) / (2 * (radius / 2) ** 2)) * (down**2 + across**2 <= radius**2)
    total = torch.zeros_like(x)
    weights = torch.zeros_like(x[:, :1])
    for sector in range(sectors):
        turn = (angle - 2 * math.pi * sector / sectors + math.pi) % (2 * math.pi) - math.pi
        kernel = disc * torch.cos((turn * sectors / 4).clamp(-math.pi / 2, math.pi / 2)) ** 2
        kernel = kernel / kernel.sum()
        mean = filtered(x, kernel)
        deviation = (filtered(x * x, kernel) - mean * mean).clamp(min=0).sum(1, keepdim=True).sqrt()
        weight = 1 / (0.02 + deviation) ** sharpness
        total += mean * weight
        weights += weight
    return total / weights


def ink(grey, sigma=0.9, sharp=18.0, level=0.5, steep=10.0):
    """Extended difference of Gaussians: 1 is paper, 0 ink."""
    fine, wide = gauss(grey, sigma), gauss(grey, sigma * 1.6)
    edge = (1 + sharp) * fine - sharp * wide
    return torch.where(edge >= level, torch.ones_like(edge), 1 + torch.tanh(steep * (edge - level)))


def slope(grey, sigma):
    soft = gauss(grey, sigma)
    sobel = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 8
    return filtered(soft, sobel), filtered(soft, sobel.t())


def oil(x):
    """Strokes of the Kuwahara filter, lit from the upper left as if paint stood on the canvas."""
    paint = kuwahara(kuwahara(x, 4), 5)
    rich = saturate(paint, 1.6)
    rich = 0.5 + 0.5 * torch.sin((rich - 0.5).clamp(-0.5, 0.5) * math.pi)
    rich = 0.6 * rich + 0.4 * saturate(paint, 1.6)
    detail = luma(x) - gauss(luma(x), 2.0)
    across, down = slope(luma(paint) + 0.5 * detail, 0.7)
    relief = (across + down) * 3.2
    return (rich + relief.clamp(-0.22, 0.22)).clamp(0, 1)


def sketch(x):
    """Pencil on warm paper: lines where brightness changes, soft shade where it is dark."""
    grey = luma(x)
    soft = gauss(grey, 5.0)
    dodge = (gauss(grey, 0.7) / (soft + 0.04)).clamp(0, 1.04) ** 2.8
    across, down = slope(grey, 1.0)
    strength = (across**2 + down**2 + 1e-8).sqrt()
    lines = 1 - (strength * 6).clamp(0, 1) ** 1.1 * 0.85
    shade = 0.7 + 0.3 * torch.sigmoid((gauss(grey, 2.0) - 0.32) * 9)
    tone = (dodge.clamp(0, 1) * lines * shade).clamp(0, 1)
    paper = torch.tensor([0.975, 0.955, 0.905]).view(1, 3, 1, 1)
    lead = torch.tensor([0.13, 0.13, 0.17]).view(1, 3, 1, 1)
    tint = (x - grey) * 0.25
    return (lead + (paper - lead) * tone + tint * tone).clamp(0, 1)


def comic(x):
    """Flat, strong colours in a few steps of brightness, with ink lines."""
    flat = kuwahara(x, 5)
    grey = luma(flat)
    steps = 5
    scaled = grey * steps
    stepped = (scaled.floor() + 0.5 + 0.5 * torch.tanh((scaled - scaled.floor() - 0.5) * 9) / math.tanh(4.5)) / steps
    bright = flat * (stepped + 0.02) / (grey + 0.02)
    colour = saturate(bright.clamp(0, 1), 1.75)
    colour = ((colour - 0.5) * 1.12 + 0.54).clamp(0, 1)
    lines = ink(gauss(luma(x), 0.6), 1.0, 22.0, 0.16, 14.0)
    across, down = slope(luma(flat), 0.9)
    edges = 1 - (((across**2 + down**2 + 1e-8).sqrt() - 0.045) * 22).clamp(0, 1)
    return colour * torch.minimum(lines.clamp(0, 1), edges)


def neon(x):
    """Night: edges glow in bright colours on deep violet."""
    across, down = slope(x, 1.1)
    strength = (across**2 + down**2 + 1e-8).sqrt()
    edge = strength.max(1, keepdim=True).values
    core = ((edge - 0.018) * 14).clamp(0, 1)
    colour = gauss(x, 3.0)
    colour = colour / (colour.max(1, keepdim=True).values + 0.05)
    colour = saturate(colour, 2.6)
    cyan = torch.tensor([0.1, 0.9, 1.0]).view(1, 3, 1, 1)
    pink = torch.tensor([1.0, 0.2, 0.85]).view(1, 3, 1, 1)
    warm = torch.sigmoid((gauss(x[:, :1] - x[:, 2:], 3.0) + 0.02) * 14)
    tube = 0.55 * (cyan * (1 - warm) + pink * warm) + 0.45 * colour
    light = tube * core
    glow = gauss(light, 4.0) * 1.5
    night = torch.tensor([0.045, 0.02, 0.11]).view(1, 3, 1, 1) + gauss(luma(x), 1.5) * torch.tensor(
        [0.16, 0.07, 0.30]
    ).view(1, 3, 1, 1)
    return (night + glow + light + 0.5 * core**4).clamp(0, 1)


TEACHERS = {"oil": oil, "sketch": sketch, "comic": comic, "neon": neon}
