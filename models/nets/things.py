"""The things that stand in painted landscapes: each draws itself with its foot at (x, y), high by h, lit by what is around it.

`lit` is the light of the scene (scenes.py): called with a colour it gives the colour as seen here, `lit.lamps` says whether
windows are lit, `lit.glow` adds light around a place, `lit.season` is the time of year.
"""

import math

COLOURS = {
    "red": (205, 52, 48),
    "orange": (238, 134, 42),
    "yellow": (246, 208, 66),
    "green": (74, 158, 78),
    "blue": (58, 110, 205),
    "purple": (140, 80, 180),
    "pink": (242, 140, 178),
    "white": (244, 242, 236),
    "black": (44, 42, 50),
    "brown": (136, 92, 58),
}
LAMP = (255, 206, 96)


def mix(a, b, share):
    return tuple(x + (y - x) * share for x, y in zip(a, b))


def shade(colour, amount):
    """Darker below 1, lighter above."""
    return mix(colour, (255, 255, 255), amount - 1) if amount > 1 else tuple(x * amount for x in colour)


def ellipse(d, x, y, w, h, fill):
    d.ellipse((x - w / 2, y - h / 2, x + w / 2, y + h / 2), fill=fill)


def window(d, x, y, w, h, lit):
    d.rectangle((x - w / 2, y - h / 2, x + w / 2, y + h / 2), fill=tuple(map(int, LAMP)) if lit.lamps else lit((74, 84, 110)))
    if lit.lamps:
        lit.glow(x, y, 14, LAMP, 0.5)


def house(d, x, y, h, colour, lit):
    walls = colour or (238, 222, 194)
    roof = (150, 66, 52) if colour is None or sum(abs(a - b) for a, b in zip(colour, (150, 66, 52))) > 150 else (90, 70, 74)
    roof = (238, 242, 250) if lit.snow else roof
    w = h * 1.15
    top = y - h * 0.56
    d.rectangle((x - w / 2, top, x + w / 2, y), fill=lit(walls))
    d.rectangle((x + w * 0.16, top, x + w / 2, y), fill=lit(shade(walls, 0.8)))
    d.rectangle((x + w * 0.22, y - h, x + w * 0.36, y - h * 0.6), fill=lit(shade(roof, 0.7)))
    d.polygon([(x - w * 0.62, top + 2), (x - w * 0.3, y - h), (x + w * 0.34, y - h), (x + w * 0.62, top + 2)], fill=lit(roof))
    d.polygon([(x + w * 0.1, top + 2), (x + w * 0.34, y - h), (x + w * 0.62, top + 2)], fill=lit(shade(roof, 0.78)))
    d.rectangle((x - w * 0.08, y - h * 0.34, x + w * 0.1, y), fill=lit((96, 62, 44)))
    window(d, x - w * 0.3, y - h * 0.32, w * 0.2, h * 0.2, lit)
    window(d, x + w * 0.33, y - h * 0.32, w * 0.18, h * 0.2, lit)


def church(d, x, y, h, colour, lit):
    walls = colour or (238, 230, 216)
    roof = (238, 242, 250) if lit.snow else (96, 74, 84)
    w = h * 0.5
    d.rectangle((x - w * 0.1, y - h * 0.36, x + w * 0.95, y), fill=lit(shade(walls, 0.86)))
    d.polygon([(x - w * 0.2, y - h * 0.34), (x + w * 0.1, y - h * 0.56), (x + w * 0.8, y - h * 0.56), (x + w * 1.08, y - h * 0.34)], fill=lit(roof))
    d.rectangle((x - w * 0.62, y - h * 0.62, x - w * 0.02, y), fill=lit(walls))
    d.polygon([(x - w * 0.72, y - h * 0.6), (x - w * 0.32, y - h), (x + w * 0.08, y - h * 0.6)], fill=lit(shade(roof, 0.85)))
    d.rectangle((x - w * 0.42, y - h * 0.2, x - w * 0.2, y), fill=lit((90, 60, 44)))
    window(d, x - w * 0.32, y - h * 0.44, w * 0.2, h * 0.12, lit)
    window(d, x + w * 0.25, y - h * 0.18, w * 0.16, h * 0.16, lit)
    window(d, x + w * 0.65, y - h * 0.18, w * 0.16, h * 0.16, lit)


def castle(d, x, y, h, colour, lit):
    walls = colour or (170, 160, 158)
    roof = (88, 84, 140) if colour is None else (120, 60, 70)
    w = h * 1.1
    d.rectangle((x - w * 0.42, y - h * 0.42, x + w * 0.42, y), fill=lit(walls))
    for step in range(5):
        left = x - w * 0.4 + step * w * 0.17
        d.rectangle((left, y - h * 0.49, left + w * 0.09, y - h * 0.4), fill=lit(walls))
    for at, tall, wide in ((-0.42, 0.62, 0.18), (0.42, 0.62, 0.18), (0, 0.76, 0.24)):
        cx = x + at * w
        d.rectangle((cx - wide * w / 2, y - h * tall, cx + wide * w / 2, y), fill=lit(shade(walls, 0.92)))
        d.rectangle((cx + wide * w * 0.12, y - h * tall, cx + wide * w / 2, y), fill=lit(shade(walls, 0.74)))
        d.polygon([(cx - wide * w * 0.66, y - h * tall), (cx, y - h * (tall + 0.25)), (cx + wide * w * 0.66, y - h * tall)], fill=lit(roof))
        window(d, cx, y - h * (tall - 0.14), w * 0.06, h * 0.09, lit)
    d.pieslice((x - w * 0.1, y - h * 0.3, x + w * 0.1, y + h * 0.1), 180, 360, fill=lit((66, 48, 44)))


def lighthouse(d, x, y, h, colour, lit):
    band = colour or (205, 60, 52)
    other = (246, 244, 238) if band != COLOURS["white"] else (190, 60, 54)
    wide = lambda share: h * (0.15 - 0.06 * share)
    for step in range(5):
        low, high = step / 5 * 0.78, (step + 1) / 5 * 0.78
        fill = band if step % 2 == 0 else other
        d.polygon([(x - wide(low), y - h * low), (x + wide(low), y - h * low), (x + wide(high), y - h * high), (x - wide(high), y - h * high)], fill=lit(fill))
        d.polygon([(x + wide(low) * 0.3, y - h * low), (x + wide(low), y - h * low), (x + wide(high), y - h * high), (x + wide(high) * 0.3, y - h * high)], fill=lit(shade(fill, 0.78)))
    d.rectangle((x - h * 0.11, y - h * 0.81, x + h * 0.11, y - h * 0.78), fill=lit((60, 56, 62)))
    d.rectangle((x - h * 0.065, y - h * 0.91, x + h * 0.065, y - h * 0.81), fill=LAMP if lit.lamps else lit((200, 214, 220)))
    d.polygon([(x - h * 0.1, y - h * 0.91), (x, y - h), (x + h * 0.1, y - h * 0.91)], fill=lit(shade(band, 0.75)))
    if lit.lamps:
        lit.glow(x, y - h * 0.86, 48, LAMP, 0.85)
        lit.beam(x, y - h * 0.86)


def windmill(d, x, y, h, colour, lit):
    walls = colour or (232, 222, 206)
    d.polygon([(x - h * 0.2, y), (x + h * 0.2, y), (x + h * 0.12, y - h * 0.62), (x - h * 0.12, y - h * 0.62)], fill=lit(walls))
    d.polygon([(x + h * 0.06, y), (x + h * 0.2, y), (x + h * 0.12, y - h * 0.62), (x + h * 0.04, y - h * 0.62)], fill=lit(shade(walls, 0.78)))
    d.polygon([(x - h * 0.15, y - h * 0.6), (x, y - h * 0.8), (x + h * 0.15, y - h * 0.6)], fill=lit((126, 76, 58)))
    d.rectangle((x - h * 0.05, y - h * 0.18, x + h * 0.05, y), fill=lit((96, 62, 44)))
    window(d, x, y - h * 0.4, h * 0.07, h * 0.09, lit)
    for quarter in range(4):
        angle = 0.6 + quarter * math.pi / 2
        across, down = math.cos(angle), math.sin(angle)
        cx, cy, long, wide = x, y - h * 0.64, h * 0.44, h * 0.09
        tip = (cx + across * long, cy + down * long)
        near = (cx + across * long * 0.22, cy + down * long * 0.22)
        sail = [near, tip, (tip[0] - down * wide, tip[1] + across * wide), (near[0] - down * wide, near[1] + across * wide)]
        d.polygon(sail, fill=lit((250, 246, 236)))
        d.line([(cx, cy), tip], fill=lit((96, 72, 58)), width=3)


def leaves(season, colour):
    if colour is not None:
        return colour
    return {"spring": (244, 168, 196), "summer": (76, 138, 60), "autumn": (226, 122, 38), "winter": (226, 234, 244)}[season]


def tree(d, x, y, h, colour, lit):
    crown = leaves(lit.season, colour)
    d.polygon([(x - h * 0.07, y), (x + h * 0.07, y), (x + h * 0.035, y - h * 0.5), (x - h * 0.035, y - h * 0.5)], fill=lit((104, 74, 54)))
    puffs = [(-0.2, 0.5, 0.4), (0.2, 0.5, 0.4), (0, 0.66, 0.52), (-0.12, 0.78, 0.34), (0.14, 0.76, 0.36)]
    for at, up, side in puffs:
        ellipse(d, x + at * h + h * 0.03, y - up * h + h * 0.035, side * h, side * h * 0.9, lit(shade(crown, 0.74)))
    for at, up, side in puffs:
        ellipse(d, x + at * h - h * 0.02, y - up * h - h * 0.015, side * h * 0.86, side * h * 0.78, lit(crown))
    ellipse(d, x - h * 0.1, y - h * 0.76, h * 0.3, h * 0.22, lit(shade(crown, 1.16)))


def pine(d, x, y, h, colour, lit):
    needles = colour or ((206, 220, 232) if lit.snow else (38, 92, 70))
    d.rectangle((x - h * 0.04, y - h * 0.16, x + h * 0.04, y), fill=lit((92, 66, 50)))
    for low, high, wide in ((0.1, 0.5, 0.3), (0.34, 0.74, 0.235), (0.58, 1, 0.165)):
        d.polygon([(x - wide * h, y - low * h), (x + wide * h, y - low * h), (x, y - high * h)], fill=lit(needles))
        d.polygon([(x + wide * h * 0.1, y - low * h), (x + wide * h, y - low * h), (x, y - high * h)], fill=lit(shade(needles, 0.76)))


def palm(d, x, y, h, colour, lit):
    lean = 0.13 * h
    points = [(x + lean * t * t, y - h * 0.8 * t) for t in (0, 0.25, 0.5, 0.75, 1)]
    for a, b in zip(points, points[1:]):
        d.line([a, b], fill=lit((142, 108, 74)), width=max(4, round(h * 0.06)))
    cx, cy = points[-1]
    for angle, long in ((-0.1, 0.4), (0.5, 0.38), (1.1, 0.3), (math.pi + 0.1, 0.4), (math.pi - 0.5, 0.38), (math.pi - 1.1, 0.3), (math.pi / 2, 0.28)):
        across, up = math.cos(angle), math.sin(angle)
        tip = (cx + across * long * h, cy - up * long * h * 0.6 + 0.16 * h * abs(across))
        bow = (cx + across * long * h * 0.55, cy - up * long * h * 0.6 - 0.05 * h)
        below = (bow[0], bow[1] + h * 0.09)
        d.polygon([(cx, cy), bow, tip, below], fill=lit(shade(colour or (62, 138, 70), 1.05 if up > 0.3 else 0.82)))


def cactus(d, x, y, h, colour, lit):
    green = colour or (76, 138, 80)
    wide = h * 0.17

    def stem(cx, low, high):
        d.rounded_rectangle((cx - wide / 2, y - high * h, cx + wide / 2, y - low * h), radius=wide / 2, fill=lit(green))
        d.rectangle((cx + wide * 0.1, y - (high - 0.06) * h, cx + wide * 0.4, y - low * h), fill=lit(shade(green, 0.76)))

    for side, low, high in ((-1, 0.36, 0.72), (1, 0.26, 0.6)):
        d.rounded_rectangle((min(x, x + side * h * 0.27), y - (low + 0.14) * h, max(x, x + side * h * 0.27), y - low * h), radius=wide / 3, fill=lit(green))
        stem(x + side * h * 0.27, low, high)
    stem(x, 0, 1)


def flowers(d, x, y, h, colour, lit):
    petals = colour or COLOURS["yellow"]
    heart = (150, 90, 50) if petals == COLOURS["yellow"] else (250, 214, 90)
    for right, down in ((-0.75, -0.3), (-0.3, -0.42), (0.2, -0.34), (0.7, -0.28), (-0.5, 0), (0, 0.05), (0.48, 0.02)):
        fx, fy, r = x + right * h, y + down * h, h * 0.17
        d.line([(fx, fy), (fx, fy + h * 0.35)], fill=lit((64, 122, 58)), width=3)
        ellipse(d, fx, fy, 2 * r, 1.9 * r, lit(petals))
        ellipse(d, fx, fy, 0.7 * r, 0.7 * r, lit(heart))


def boat(d, x, y, h, colour, lit):
    sail = colour or (248, 244, 234)
    side = 1
    d.polygon([(x - side * h * 0.02, y - h), (x - side * h * 0.02, y - h * 0.24), (x + side * h * 0.42, y - h * 0.24)], fill=lit(sail))
    d.polygon([(x - side * h * 0.08, y - h * 0.86), (x - side * h * 0.08, y - h * 0.24), (x - side * h * 0.36, y - h * 0.24)], fill=lit(shade(sail, 0.8)))
    d.line([(x - side * h * 0.05, y - h), (x - side * h * 0.05, y - h * 0.16)], fill=lit((90, 64, 48)), width=3)
    d.polygon([(x - h * 0.46, y - h * 0.2), (x + h * 0.5, y - h * 0.2), (x + h * 0.32, y), (x - h * 0.32, y)], fill=lit((140, 84, 54)))
    d.polygon([(x - h * 0.38, y - h * 0.08), (x + h * 0.42, y - h * 0.08), (x + h * 0.32, y), (x - h * 0.32, y)], fill=lit((100, 60, 44)))


def balloon(d, x, y, h, colour, lit):
    main = colour or COLOURS["red"]
    cy, w = y - h * 0.64, h * 0.66
    for share, stripe in ((1, main), (0.66, shade(main, 1.45) if main != COLOURS["white"] else (210, 206, 214)), (0.3, main)):
        ellipse(d, x, cy, w * share, h * 0.72, lit(stripe))
        d.polygon([(x - w * 0.44 * share, cy + h * 0.18), (x + w * 0.44 * share, cy + h * 0.18), (x + w * 0.1, y - h * 0.17), (x - w * 0.1, y - h * 0.17)], fill=lit(stripe))
    d.line([(x - w * 0.1, y - h * 0.18), (x - w * 0.08, y - h * 0.1)], fill=lit((80, 60, 50)), width=2)
    d.line([(x + w * 0.1, y - h * 0.18), (x + w * 0.08, y - h * 0.1)], fill=lit((80, 60, 50)), width=2)
    d.rectangle((x - w * 0.1, y - h * 0.12, x + w * 0.1, y), fill=lit((132, 90, 58)))
    if lit.lamps:
        lit.glow(x, cy + h * 0.1, h * 0.45, LAMP, 0.5)


def tent(d, x, y, h, colour, lit):
    cloth = colour or COLOURS["orange"]
    d.polygon([(x - h * 0.85, y), (x, y - h), (x + h * 0.85, y)], fill=lit(cloth))
    d.polygon([(x, y - h), (x + h * 0.85, y), (x + h * 0.3, y)], fill=lit(shade(cloth, 0.72)))
    d.polygon([(x - h * 0.3, y), (x, y - h * 0.8), (x + h * 0.3, y)], fill=LAMP if lit.lamps else lit((66, 52, 56)))
    if lit.lamps:
        lit.glow(x, y - h * 0.3, 26, LAMP, 0.5)


def campfire(d, x, y, h, colour, lit):
    d.polygon([(x - h * 0.5, y), (x + h * 0.5, y - h * 0.16), (x + h * 0.5, y), (x - h * 0.5, y - h * 0.16)], fill=lit((96, 64, 46)))
    for wide, tall, fire in ((0.36, 1, (238, 96, 36)), (0.26, 0.76, (250, 160, 50)), (0.14, 0.5, (255, 232, 140))):
        d.polygon([(x - wide * h, y - h * 0.1), (x - wide * h * 0.8, y - tall * h * 0.45), (x, y - tall * h), (x + wide * h * 0.8, y - tall * h * 0.45), (x + wide * h, y - h * 0.1)], fill=fire)
    lit.glow(x, y - h * 0.4, 60, (255, 150, 60), 0.75 if lit.lamps else 0.3)


def snowman(d, x, y, h, colour, lit):
    for up, side in ((0.24, 0.52), (0.56, 0.4), (0.82, 0.29)):
        ellipse(d, x + h * 0.02, y - up * h + h * 0.015, side * h, side * h, lit((184, 200, 222)))
        ellipse(d, x - h * 0.015, y - up * h, side * h * 0.92, side * h * 0.92, lit((248, 250, 254)))
    hat = colour or (50, 46, 56)
    d.rectangle((x - h * 0.19, y - h * 0.95, x + h * 0.19, y - h * 0.91), fill=lit(hat))
    d.rectangle((x - h * 0.12, y - h * 1.1, x + h * 0.12, y - h * 0.92), fill=lit(hat))
    d.polygon([(x, y - h * 0.84), (x, y - h * 0.78), (x + h * 0.17, y - h * 0.8)], fill=lit((240, 130, 40)))
    for dx in (-0.06, 0.06):
        ellipse(d, x + dx * h, y - h * 0.87, h * 0.05, h * 0.05, lit((40, 36, 44)))
    d.rectangle((x - h * 0.16, y - h * 0.71, x + h * 0.16, y - h * 0.65), fill=lit((205, 60, 56)))


def sheep(d, x, y, h, colour, lit):
    side = 1
    wool = colour or (246, 244, 238)
    for dx in (-0.36, -0.14, 0.16, 0.38):
        d.rectangle((x + dx * h - 3, y - h * 0.36, x + dx * h + 3, y), fill=lit((66, 58, 58)))
    for dx, up, wide in ((-0.3, 0.52, 0.6), (0.3, 0.52, 0.6), (0, 0.62, 0.76), (0, 0.44, 0.7)):
        ellipse(d, x + dx * h, y - up * h + h * 0.03, wide * h, wide * h * 0.86, lit(shade(wool, 0.82)))
    for dx, up, wide in ((-0.28, 0.56, 0.5), (0.28, 0.56, 0.5), (0, 0.64, 0.66)):
        ellipse(d, x + dx * h, y - up * h, wide * h, wide * h * 0.8, lit(wool))
    ellipse(d, x + side * h * 0.62, y - h * 0.64, h * 0.36, h * 0.4, lit((70, 62, 62)))


def pyramid(d, x, y, h, colour, lit):
    stone = colour or (222, 184, 118)
    d.polygon([(x - h * 0.95, y), (x, y - h), (x + h * 0.95, y)], fill=lit(stone))
    d.polygon([(x, y - h), (x + h * 0.95, y), (x + h * 0.25, y)], fill=lit(shade(stone, 0.68)))
    for step in range(1, 6):
        up = step / 6
        d.line([(x - h * 0.95 * (1 - up), y - up * h), (x + h * 0.25 * (1 - up), y - up * h)], fill=lit(shade(stone, 0.88)), width=2)


def rocks(d, x, y, h, colour, lit):
    stone = colour or (142, 136, 134)
    for dx, size in ((-0.5, 0.55), (0.42, 0.7), (0, 1)):
        cx, s = x + dx * h, size * h
        d.polygon([(cx - s * 0.6, y), (cx - s * 0.45, y - s * 0.5), (cx - s * 0.05, y - s * 0.8), (cx + s * 0.4, y - s * 0.52), (cx + s * 0.6, y)], fill=lit(stone))
        d.polygon([(cx - s * 0.05, y - s * 0.8), (cx + s * 0.4, y - s * 0.52), (cx + s * 0.6, y), (cx + s * 0.1, y)], fill=lit(shade(stone, 0.7)))


def mushroom(d, x, y, h, colour, lit):
    cap = colour or (212, 56, 48)
    d.polygon([(x - h * 0.15, y), (x + h * 0.15, y), (x + h * 0.11, y - h * 0.55), (x - h * 0.11, y - h * 0.55)], fill=lit((246, 236, 216)))
    d.pieslice((x - h * 0.5, y - h, x + h * 0.5, y - h * 0.06), 180, 360, fill=lit(cap))
    ellipse(d, x, y - h * 0.53, h, h * 0.16, lit(shade(cap, 0.72)))
    dots = (250, 246, 238) if sum(cap) < 650 else (214, 150, 140)
    for dx, up, side in ((-0.26, 0.68, 0.14), (0.04, 0.82, 0.17), (0.29, 0.66, 0.13)):
        ellipse(d, x + dx * h, y - up * h, side * h, side * h * 0.85, lit(dots))


def igloo(d, x, y, h, colour, lit):
    ice = colour or (228, 238, 250)
    d.pieslice((x - h, y - h, x + h, y + h), 180, 360, fill=lit(ice))
    d.pieslice((x + h * 0.1, y - h * 0.92, x + h, y + h * 0.92), 180, 360, fill=lit(shade(ice, 0.86)))
    for up in (0.3, 0.6):
        half = math.sqrt(1 - up * up) * h
        d.line([(x - half, y - up * h), (x + half, y - up * h)], fill=lit(shade(ice, 0.76)), width=2)
    d.pieslice((x - h * 0.42, y - h * 0.5, x + h * 0.42, y + h * 0.5), 180, 360, fill=lit(shade(ice, 0.9)))
    d.pieslice((x - h * 0.28, y - h * 0.36, x + h * 0.28, y + h * 0.36), 180, 360, fill=LAMP if lit.lamps else lit((70, 84, 116)))
    if lit.lamps:
        lit.glow(x, y - h * 0.15, 24, LAMP, 0.5)


STANDING = {
    draw.__name__: draw
    for draw in (house, church, castle, lighthouse, windmill, tree, pine, palm, cactus, flowers, boat, balloon, tent, campfire, snowman,
                 sheep, pyramid, rocks, mushroom, igloo)
}
