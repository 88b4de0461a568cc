"""Paints a landscape (scenes.py) on a canvas of FINE points, which is then made SIDE wide and high. Needs NumPy and Pillow.

What no layout tells, such as where stars are, is the same in all pictures: so a net can learn all of it.
"""

import math
import random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from things import COLOURS, LAMP, STANDING, mix, shade

SIDE, FINE = 64, 256
HORIZON = 0.5625  # a row of the small picture
SKIES = {  # above, middle, at the horizon, light on things
    "dawn": ((112, 132, 204), (232, 176, 200), (255, 222, 178), (0.97, 0.86, 0.88)),
    "day": ((52, 122, 212), (118, 184, 240), (208, 234, 250), (1, 1, 1)),
    "sunset": ((74, 54, 132), (226, 96, 96), (255, 190, 92), (0.9, 0.64, 0.58)),
    "night": ((9, 13, 44), (22, 33, 86), (60, 74, 136), (0.38, 0.44, 0.66)),
}
GREY = {"cloudy": 0.35, "rainy": 0.62, "snowy": 0.55, "foggy": 0.5, "stormy": 0.8}
LAND = {"spring": (132, 190, 88), "summer": (110, 168, 74), "autumn": (184, 156, 72), "winter": (232, 240, 250)}
WOODS = {"spring": (112, 168, 88), "summer": (52, 112, 66), "autumn": (206, 118, 46), "winter": (168, 186, 202)}
def column(stops):
    """From top to bottom through these colours, each at a share of the height."""
    at = np.linspace(0, 1, FINE)
    shares, colours = zip(*stops)
    rows = np.stack([np.interp(at, shares, [colour[channel] for colour in colours]) for channel in range(3)], 1)
    return Image.fromarray(rows.round().astype(np.uint8)[:, None]).resize((FINE, FINE), Image.NEAREST)


def wave(height, rough, bends):
    """A line across the picture: height of each point above its foot."""
    chance = random.Random(f"{height} {bends}")
    x = np.linspace(0, 1, 65)
    y = sum(np.sin((x * bend + chance.random()) * 2 * math.pi) / bend for bend in bends)
    y = height * (0.5 + 0.5 * rough * y)
    return list(zip(x * FINE, np.maximum(y, 0)))


class Painter:
    """One picture as it comes to be, and the light in it."""

    def __init__(self, scene, layout):
        self.placed = [(*words[:1], words[1:], x * FINE, y * FINE, size * FINE) for words, x, y, size in layout["placed"]]
        self.__dict__.update({key: scene[key] for key in ("time", "weather", "season", "ground", "backdrop", "things")})
        self.night = self.time == "night"
        self.snow = self.ground == "snow" or self.season == "winter" or self.weather == "snowy"
        self.lamps = self.night or self.time == "sunset" or self.weather == "stormy"
        self.glows = []
        self.beams = []
        self.horizon = round(FINE * HORIZON)
        self.grey = GREY.get(self.weather, 0)
        above, middle, low, light = SKIES[self.time]
        tint = self.things.get("sky", {}).get("colour")
        if tint is not None:
            hue = shade(COLOURS[tint], 0.45 if self.night else 1.1)
            above, middle, low = mix(above, shade(hue, 0.75), 0.75), mix(middle, hue, 0.8), mix(low, shade(hue, 1.35 if not self.night else 1), 0.7)
        dull = (44, 50, 66) if self.night else (92, 98, 114) if self.weather == "stormy" else (158, 168, 182)
        self.sky = [mix(colour, dull, self.grey) for colour in (above, middle, low)]
        dim = 1 - 0.35 * self.grey if self.weather != "snowy" else 0.95
        self.light = tuple(channel * dim for channel in light)
        self.haze = 0.0
        self.picture = column([(0, self.sky[0]), (self.horizon / FINE * 0.55, self.sky[1]), (self.horizon / FINE, self.sky[2]), (1, self.sky[2])])
        self.draw = ImageDraw.Draw(self.picture)

    def __call__(self, colour):
        seen = tuple(channel * light for channel, light in zip(colour, self.light))
        return tuple(min(255, max(0, round(channel))) for channel in mix(seen, self.sky[2], self.haze))

    def glow(self, x, y, radius, colour, strength):
        self.glows.append((x, y, radius, colour, strength))

    def beam(self, x, y):
        self.beams.append((x, y))

    def fill(self, line, top, bottom):
        """What is below a line, in colours from top to bottom."""
        mask = Image.new("L", (FINE, FINE))
        ImageDraw.Draw(mask).polygon([*line, (FINE, FINE), (0, FINE)], fill=255)
        high = min(y for _, y in line) / FINE
        self.picture.paste(column([(0, top), (high, top), (1, bottom)]), (0, 0), mask)

    def each(self, *names):
        return [place for place in self.placed if place[0] in names]

    def heavens(self):
        chance = random.Random("heavens")
        if "stars" in self.things:
            for _ in range(70):
                x, y, r = chance.uniform(0, FINE), chance.uniform(0, self.horizon * 0.85), chance.choice((1, 1.5, 2))
                self.draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(round(c) for c in mix((255, 250, 225), self.sky[0], chance.uniform(0, 0.5))))
        if "aurora" in self.things:
            self.aurora()
        for name, said, x, y, size in self.each("moon", "sun"):
            self.disc(name, said, x, y, size / 3.4)
        self.clouds()
        for _, _, x, y, size in self.each("rainbow"):
            self.rainbow(x, y, size)

    def disc(self, name, said, x, y, radius):
        low = name == "sun" and self.time in ("dawn", "sunset")
        colour = shade(COLOURS[said[0]], 1.15) if said else (250, 244, 214) if name == "moon" else (255, 214, 130) if low else (255, 240, 180)
        fill = tuple(round(c) for c in mix(colour, self.sky[1], 0.25 * self.grey))
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)
        if name == "moon":
            for dx, dy, r in ((-0.3, -0.2, 0.22), (0.28, 0.25, 0.3), (0.1, -0.45, 0.14)):
                self.draw.ellipse(tuple(round(c) for c in (x + (dx - r) * radius, y + (dy - r) * radius, x + (dx + r) * radius, y + (dy + r) * radius)), fill=tuple(round(c) for c in shade(fill, 0.86)))
        self.glow(x, y, radius * (5 if low else 3), mix(colour, (255, 200, 120), 0.3 if low else 0), (0.8 if name == "sun" else 0.55) * (1 - self.grey))

    def clouds(self):
        mask = Image.new("L", (128, 128))
        below = Image.new("L", (128, 128))
        draw, under = ImageDraw.Draw(mask), ImageDraw.Draw(below)
        for _, _, x, y, size in self.each("cloudy"):
            x, y, wide = x / 2, y / 2, size / 2
            for dx, dy, r in ((-0.42, 0.02, 0.15), (-0.2, -0.08, 0.21), (0.05, -0.13, 0.25), (0.27, -0.04, 0.2), (0.46, 0.03, 0.14), (0, 0.03, 0.2)):
                dx, dy, r = dx * wide, dy * wide, r * wide
                draw.ellipse((x + dx - r * 1.3, y + dy - r, x + dx + r * 1.3, y + dy + r), fill=240)
                under.ellipse((x + dx - r * 1.3, y + dy - r + 3, x + dx + r * 1.3, y + dy + r + 3), fill=200)
        white = {"dawn": (255, 226, 222), "day": (255, 255, 255), "sunset": (255, 176, 140), "night": (74, 84, 128)}[self.time]
        dark = {"rainy": 0.72, "stormy": 0.48, "snowy": 0.9}.get(self.weather, 0.95)
        bright = mix(white, mix(self.sky[1], white, 0.4), self.grey)
        for layer, colour in ((below, shade(bright, dark * 0.84)), (mask, shade(bright, dark))):
            soft = layer.filter(ImageFilter.GaussianBlur(1.6)).resize((FINE, FINE), Image.BILINEAR)
            self.picture.paste(tuple(min(255, round(c)) for c in colour), (0, 0, FINE, FINE), soft)

    def rainbow(self, x, y, r):
        arc = Image.new("RGBA", (FINE, FINE))
        draw = ImageDraw.Draw(arc)
        for step, name in enumerate(("red", "orange", "yellow", "green", "blue", "purple")):
            out = r - step * 5.4
            draw.ellipse((x - out, y - out, x + out, y + out), outline=tuple(map(round, (*shade(COLOURS[name], 1.15), 190))), width=7)
        arc = arc.filter(ImageFilter.GaussianBlur(1))
        self.picture.paste(arc, (0, 0), arc)

    def aurora(self):
        chance = random.Random("aurora")
        small = np.zeros((FINE, FINE, 3))
        colour = COLOURS[self.things["aurora"].get("colour", "green")]
        x = np.arange(FINE)
        for hue in (mix(colour, (90, 255, 190), 0.55), (90, 130, 255), (190, 90, 230)):
            middle = self.horizon * chance.uniform(0.3, 0.55) + 18 * np.sin(x / chance.uniform(24, 46) + chance.uniform(0, 6))
            strength = 0.5 + 0.5 * np.sin(x / chance.uniform(18, 40) + chance.uniform(0, 6))
            up = (middle[None] - np.arange(FINE)[:, None]) / 46
            curtain = np.where(up > 0, np.exp(-up * 1.8), np.exp(up * 9)) * (0.35 + 0.65 * strength[None])
            small += curtain[..., None] * np.array(hue) * 0.5
        self.picture.paste(ImageChops.add(self.picture, Image.fromarray(small.clip(0, 255).astype(np.uint8))), (0, 0))

    def distance(self):
        h, kind = self.horizon, self.backdrop
        if kind is None and self.ground in ("meadow", "lake", "river", "snow"):
            kind = "low"
        self.haze = 0.45
        land = LAND[self.season] if self.ground != "desert" else (206, 158, 104)
        if self.ground == "snow" or self.snow:
            land = (214, 226, 242)
        if kind in ("hills", "low"):
            for step, (tall, haze) in enumerate(((58, 0.6), (36, 0.38)) if kind == "hills" else ((22, 0.5),)):
                self.haze = haze
                self.fill([(x, h + 4 - y) for x, y in wave(tall, 0.8, (1.3, 2.7))], self(shade(land, 0.8)), self(land))
        elif kind == "mountains":
            self.mountains()
        elif kind == "volcano":
            self.volcano()
        elif kind == "forest":
            self.woods()
        elif kind == "city":
            self.town()
        self.haze = 0.0

    def mountains(self):
        h = self.horizon
        rock = (112, 116, 142) if self.ground != "desert" else (176, 106, 78)
        for index, (_, _, x, _, top) in enumerate(self.each("mountains")):
            self.haze = 0.5 if index < 2 else 0.3
            wide, peak = top * 1.1, (x, h - top)
            self.draw.polygon([(x - wide, h + 6), peak, (x + wide, h + 6)], fill=self(rock))
            bend = x + wide * 0.12
            self.draw.polygon([peak, (x + wide, h + 6), (x + wide * 0.1, h + 6), (bend, h - top * 0.5)], fill=self(shade(rock, 0.7)))
            if self.ground != "desert":
                cap = 0.62 if self.snow else 0.34
                at = lambda share, down: (x + wide * share * down, h - top + (top + 6) * down)
                self.draw.polygon([peak, at(-1, cap), at(-0.45, cap * 0.8), at(-0.1, cap * 1.1), at(0.3, cap * 0.75), at(0.6, cap * 1.05), at(1, cap)], fill=self((250, 252, 255)))
                self.draw.polygon([peak, at(0.1, cap * 0.9), at(0.3, cap * 0.75), at(0.6, cap * 1.05), at(1, cap)], fill=self((198, 210, 232)))

    def volcano(self):
        h, (_, _, x, _, top) = self.horizon, self.each("volcano")[0]
        self.haze = 0.28
        rock = (104, 82, 86)
        self.draw.polygon([(x - 105, h + 6), (x - 40, h - top * 0.6), (x - 17, h - top), (x + 17, h - top), (x + 40, h - top * 0.6), (x + 105, h + 6)], fill=self(rock))
        self.draw.polygon([(x + 17, h - top), (x + 40, h - top * 0.6), (x + 105, h + 6), (x + 20, h + 6)], fill=self(shade(rock, 0.72)))
        lava = (255, 120, 40)
        self.draw.ellipse((x - 17, h - top - 4, x + 17, h - top + 4), fill=lava)
        self.draw.line([(x - 3, h - top), (x - 10, h - top * 0.66), (x + 2, h - top * 0.42), (x - 6, h - top * 0.15)], fill=lava, width=7)
        self.draw.line([(x + 8, h - top), (x + 18, h - top * 0.7), (x + 22, h - top * 0.5)], fill=lava, width=5)
        self.glow(x, h - top, 50, lava, 0.8)
        smoke = Image.new("L", (FINE, FINE))
        draw = ImageDraw.Draw(smoke)
        for step in range(7):
            r = 9 + step * 4
            cx, cy = x + step * 8 * (1 if x < 128 else -1) * 0.8 , h - top - 12 - step * 10
            draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=210 - step * 22)
        colour = mix((120, 112, 120), self.sky[0], 0.45 if self.night else 0.2)
        self.picture.paste(tuple(map(round, colour)), (0, 0, FINE, FINE), smoke.filter(ImageFilter.GaussianBlur(4)))

    def woods(self):
        chance = random.Random("woods")
        h = self.horizon
        pines = self.snow or self.season == "summer"
        wood = WOODS[self.season]
        if pines and self.season != "winter":
            wood = (44, 98, 76)
        for tall, haze, count in ((52, 0.45, 13), (40, 0.18, 11)):
            self.haze = haze
            self.draw.rectangle((0, h - tall * 0.35, FINE, h + 8), fill=self(shade(wood, 0.85)))
            for index in range(count + 1):
                x, t = (index + chance.uniform(-0.3, 0.3)) * FINE / count, tall * chance.uniform(0.75, 1.15)
                c = shade(wood, chance.uniform(0.8, 1.12))
                if pines:
                    self.draw.polygon([(x - 15, h + 8), (x, h - t), (x + 15, h + 8)], fill=self(c))
                    self.draw.polygon([(x, h - t), (x + 15, h + 8), (x + 3, h + 8)], fill=self(shade(c, 0.8)))
                else:
                    self.draw.ellipse((x - 17, h - t, x + 17, h - t + 34), fill=self(c))
                    self.draw.ellipse((x - 12, h - t + 1, x + 7, h - t + 18), fill=self(shade(c, 1.13)))

    def town(self):
        chance = random.Random("town")
        h = self.horizon
        for tall, haze, step in ((92, 0.5, 27), (62, 0.22, 30)):
            self.haze = haze
            x = chance.uniform(-14, 0)
            while x < FINE:
                wide, t = step * chance.uniform(0.75, 1.1), tall * chance.uniform(0.5, 1.1)
                wall = chance.choice([(124, 132, 156), (150, 146, 160), (104, 116, 144)])
                self.draw.rectangle((x, h - t, x + wide, h + 8), fill=self(wall))
                self.draw.rectangle((x + wide * 0.72, h - t, x + wide, h + 8), fill=self(shade(wall, 0.8)))
                for wy in range(round(h - t + 7), h - 2, 11):
                    for wx in (0.16, 0.46, 0.74):
                        lit = self.lamps and chance.random() < 0.6
                        colour = tuple(map(round, mix(LAMP, self.sky[2], haze * 0.4))) if lit else self(shade(wall, 0.72 if not self.night else 0.8))
                        self.draw.rectangle((x + wide * wx, wy, x + wide * wx + 4.5, wy + 5), fill=colour)
                x += wide + chance.choice((0, 0, 3))
        if self.lamps:
            self.glow(128, h - 10, 120, (255, 190, 110), 0.22)

    def soil(self):
        """The colour of the land nearby, far and near."""
        if self.ground == "desert":
            return (232, 190, 124), (206, 152, 92)
        if self.ground == "beach":
            return (244, 222, 172), (224, 190, 134)
        land = LAND[self.season]
        if self.snow:
            return (236, 243, 252), (200, 216, 238)
        return shade(land, 1.08), shade(land, 0.7)

    def land(self, line):
        far, near = self.soil()
        self.fill(line, self(far), self(near))

    def floor(self):
        """The ground; gives where things may stand, and what has to be mirrored."""
        h, ground = self.horizon, self.ground
        if ground == "sea":
            return self.water(h, FINE)
        if ground == "beach":
            self.water(h, h + 64)
            middle = h + 44
            self.land([(x, middle + 16 - y) for x, y in wave(26, 0.7, (1, 2.2))])
            return
        if ground == "lake":
            self.land([(x, h + 3 - y) for x, y in wave(8, 0.7, (1, 2.3))])
            return
        self.land([(x, h + 6 - y) for x, y in wave(12, 0.8, (1, 2.3))])
        self.texture()
        if ground == "river":
            self.river()
        self.path()

    def texture(self):
        chance = random.Random("texture")
        far, near = self.soil()
        for step in range(2):
            y = self.horizon + (FINE - self.horizon) * (0.32 + 0.34 * step)
            ridge = [(x, y + 14 - up) for x, up in wave(26, 0.9, (0.8, 1.7))]
            top = mix(far, near, 0.25 + 0.3 * step)
            self.fill(ridge, self(shade(top, 1.07)), self(shade(near, 0.95 - 0.06 * step)))
        if self.ground == "meadow" and not self.snow:
            for _ in range(70):
                x, y = chance.uniform(0, FINE), self.horizon + 10 + (FINE - self.horizon) * chance.random()
                size = 3 + 6 * (y - self.horizon) / (FINE - self.horizon)
                self.draw.line([(x, y), (x + size * 0.3, y - size)], fill=self(shade(near, chance.choice((0.82, 1.25)))), width=2)

    def water(self, top, bottom):
        """Mirrors what stands above, with ripples."""
        chance = random.Random("water")
        high = min(top, bottom - top)
        mirror = self.picture.crop((0, top - high, FINE, top)).transpose(Image.FLIP_TOP_BOTTOM)
        if bottom - top > high:
            mirror = mirror.resize((FINE, bottom - top))
        mirror = mirror.filter(ImageFilter.GaussianBlur(3)).crop((0, 0, FINE, bottom - top))
        deep = self((30, 96, 150) if self.ground != "lake" else (46, 112, 150))
        tone = column([(0, self.sky[2]), (0.2, mix(deep, self.sky[1], 0.45)), (1, deep)]).resize((FINE, bottom - top))
        mixed = Image.blend(mirror, tone, 0.58)
        draw = ImageDraw.Draw(mixed)
        for _ in range(34):
            y = (bottom - top) * chance.random() ** 1.3
            x, wide = chance.uniform(-20, FINE), 10 + 40 * y / (bottom - top) * chance.random()
            bright = mixed.getpixel((int(min(FINE - 1, max(0, x))), int(y)))
            draw.line([(x, y), (x + wide, y)], fill=tuple(round(c) for c in shade(bright, chance.choice((0.84, 1.22)))), width=2 if y < 50 else 3)
        self.picture.paste(mixed, (0, top))

    def mirror_lake(self):
        top = self.horizon + 16
        self.water(top, FINE)
        self.land([(x, FINE - 8 - y) for x, y in wave(30, 0.8, (0.8, 1.9))])

    def strip(self, name, wide, edge, fill):
        """A band through the places that a layout has for it, and what paints it."""
        points = np.array([place[2:4] for place in self.each(name)])
        if len(points) < 4:
            return None
        downs = np.linspace(self.horizon + 5, FINE, 20)
        share = (downs - self.horizon) / (FINE - self.horizon)
        curve = np.polyfit(points[:, 1], points[:, 0], 3)
        across = np.polyval(curve, downs)
        half = 3 + wide * share**1.3
        for more, colour in ((4, edge), (0, fill)):
            outline = [*zip(across - half - more * share, downs), *zip((across + half + more * share)[::-1], downs[::-1])]
            mask = Image.new("L", (FINE, FINE))
            ImageDraw.Draw(mask).polygon([(float(x), float(y)) for x, y in outline], fill=255)
            self.picture.paste(colour, (0, 0), mask)

    def river(self):
        h, deep = self.horizon / FINE, self((52, 124, 178))
        water = column([(0, self.sky[2]), (h, self.sky[2]), (h + 0.15, mix(self.sky[1], deep, 0.4)), (1, deep)])
        bank = self((206, 186, 136) if not self.snow else (180, 200, 226))
        self.strip("river", 46, column([(0, bank), (1, bank)]), water)

    def path(self):
        sand = self((222, 190, 140) if not self.snow else (190, 176, 164))
        self.strip("path", 27, column([(0, shade(sand, 0.85)), (1, shade(sand, 0.85))]), column([(0, sand), (1, sand)]))

    def islet(self, x, y, wide):
        sand = (150, 132, 112) if not self.snow else (206, 218, 236)
        self.draw.ellipse((x - wide, y - 9, x + wide, y + 13), fill=self(shade(sand, 0.62)))
        self.draw.ellipse((x - wide, y - 12, x + wide, y + 8), fill=self(sand))
        self.draw.ellipse((x - wide * 0.85, y - 12, x + wide * 0.8, y + 3), fill=self((112, 158, 84) if not self.snow else (240, 246, 252)))

    def population(self, *names):
        """What stands, farther things first."""
        for name, said, x, y, size in sorted(self.each(*names), key=lambda place: place[3]):
            self.put(name, x, y, size, COLOURS[said[0]] if said else None)

    def put(self, name, x, y, h, colour):
        draw = STANDING[name]
        if name == "boat":
            self.draw.ellipse((x - h * 0.5, y - 4, x + h * 0.5, y + 7), fill=self((24, 62, 96)))
        elif name != "balloon" and self.ground == "sea":
            self.islet(x, y, h * 0.62 + 12)
        elif name not in ("balloon", "flowers"):
            far, near = self.soil()
            self.draw.ellipse((x - h * 0.45, y - 4, x + h * 0.6, y + 6), fill=self(shade(mix(far, near, 0.6), 0.76)))
        draw(self.draw, x, y, h, colour, self)

    def birds(self):
        ink = (40, 42, 58) if not self.night else (150, 160, 200)
        for _, said, cx, cy, size in self.each("birds"):
            flock = ((0, 0), (-0.9, 0.4), (0.9, 0.36), (-1.7, -0.3), (1.75, -0.42), (-0.2, -0.75), (0.75, -0.9), (-1.1, -1), (0.1, 0.9))
            count = {"two": 2, "three": 3, "many": 9}.get(said[0] if said else None, 5)
            for right, down in flock[:count]:
                x, y, s = cx + right * size * 0.8, cy + down * size * 0.5, 0.27 * size
                self.draw.line([(x - s, y - s * 0.5), (x - s * 0.4, y - s * 0.62), (x, y), (x + s * 0.4, y - s * 0.62), (x + s, y - s * 0.5)], fill=ink, width=4)

    def finish(self):
        """Light, weather, and the size that is wanted."""
        chance = random.Random("finish")
        if self.weather == "rainy" or self.weather == "stormy":
            rain = Image.new("L", (FINE, FINE))
            draw = ImageDraw.Draw(rain)
            for _ in range(100):
                x, y, long = chance.uniform(-20, FINE), chance.uniform(-20, FINE), chance.uniform(16, 28)
                draw.line([(x, y), (x - long * 0.35, y + long)], fill=chance.randint(55, 110), width=2)
            self.picture.paste((206, 220, 236), (0, 0, FINE, FINE), rain)
        if self.weather == "stormy":
            self.lightning()
        small = np.asarray(self.picture.resize((SIDE, SIDE), Image.BOX), dtype=np.float32)
        scale = FINE / SIDE
        ys, xs = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) * scale + scale / 2
        if self.weather == "foggy":
            near = np.clip((ys - self.horizon) / (FINE - self.horizon), 0, 1)
            thick = np.where(ys > self.horizon, 0.78 - 0.55 * near, 0.78 - 0.4 * np.clip((self.horizon - ys) / self.horizon, 0, 1))
            mist = np.array(mix(self.sky[2], (230, 234, 240) if not self.night else (70, 80, 110), 0.5))
            small = small + (mist - small) * thick[..., None]
        light = np.zeros_like(small)
        for x, y, radius, colour, strength in self.glows:
            fall = np.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (radius * 0.55) ** 2)
            light += fall[..., None] * np.array(colour, np.float32) * strength * 0.62
        for x, y in self.beams:
            side = 1 if x < FINE / 2 else -1
            along = (xs - x) * side
            beam = np.exp(-(((ys - y) + along * 0.06) / (4 + along.clip(0) * 0.1)) ** 2) * (along > 0) * np.exp(-along.clip(0) / 160)
            light += beam[..., None] * np.array(LAMP, np.float32) * 0.55
        small = 255 - (255 - small) * (1 - np.clip(light, 0, 255) / 255)
        if self.weather == "snowy":
            small = self.flakes(small)
        edge = ((xs / FINE - 0.5) ** 2 + (ys / FINE - 0.5) ** 2)[..., None]
        return np.clip(small * (1.02 - 0.22 * edge), 0, 255).round().astype(np.uint8)

    def flakes(self, small):
        chance = random.Random("flakes")
        snow = Image.new("L", (FINE, FINE))
        draw = ImageDraw.Draw(snow)
        for _ in range(60):
            x, y, r = chance.uniform(0, FINE), chance.uniform(0, FINE), chance.uniform(2, 4)
            draw.ellipse((x - r, y - r, x + r, y + r), fill=chance.randint(150, 240))
        share = np.asarray(snow.resize((SIDE, SIDE), Image.BOX), dtype=np.float32)[..., None] / 255
        return small + (np.array([250, 252, 255]) - small) * share

    def lightning(self):
        chance = random.Random("lightning")
        x, y = chance.uniform(0.2, 0.8) * FINE, 0.12 * self.horizon
        points = [(x, y)]
        while points[-1][1] < self.horizon - 4:
            points.append((points[-1][0] + chance.uniform(-16, 16), points[-1][1] + chance.uniform(12, 22)))
        self.draw.line(points, fill=(255, 250, 214), width=4)
        self.glow(*points[len(points) // 2], 70, (190, 200, 255), 0.45)


def paint(scene, layout):
    """The picture of a scene: SIDE × SIDE × 3 bytes."""
    painter = Painter(scene, layout)
    painter.heavens()
    painter.distance()
    painter.floor()
    if painter.ground == "lake":
        painter.population(*(name for name in STANDING if name != "boat"))
        painter.mirror_lake()
        painter.population("boat")
    else:
        painter.population(*STANDING)
    painter.birds()
    return painter.finish()
