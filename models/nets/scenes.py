"""Landscapes with what is said of them: what the net that draws pictures of words (imagine.py) learns from.

    python3 models/nets/scenes.py <picture.png>

paints a sheet of them to look at. Needs NumPy and Pillow. A scene is words, of each kind one, and things with a colour, a number and
a size. Its layout says where each thing is; painter.py paints it.
"""

import json
import math
import random
import sys
import time as clock
from pathlib import Path

import numpy as np
from PIL import Image

from painter import FINE, HORIZON, paint
from things import COLOURS, STANDING

WEB = Path(__file__).parents[2] / "web"
KINDS = json.loads((WEB / "protocol/imaginewords.json").read_text())
TABLES = json.loads((WEB / "ai/imaginescenes.json").read_text())
WORDS = [word for words in KINDS.values() for word in words]
NUMBER = {word: index for index, word in enumerate(WORDS)}
SLOTS = TABLES["slots"]

COUNTED = {"balloon", "house", "tree", "pine", "palm", "cactus", "boat", "tent", "sheep", "mushroom", "birds", "snowman", "windmill"}
COLOURED = {"balloon", "house", "tree", "boat", "tent", "mushroom", "lighthouse", "castle", "church", "windmill", "flowers", "sky", "igloo", "moon", "sun", "sheep"}
SIZED = {"sun", "moon", "house", "tree", "castle", "boat", "balloon", "mushroom", "pine", "snowman", "rocks", "tent"}


def some(chance):
    return random.random() < chance


def imagine():
    """The words of a scene: of each kind one, and things with what is said of them."""
    ground = random.choice(KINDS["ground"])
    season = "winter" if ground == "snow" else random.choices(KINDS["season"], (2, 5, 2, 2))[0]
    if ground in ("desert", "beach", "sea"):
        season = "summer"
    weather = random.choices(KINDS["weather"], (9, 3, 2, 2, 2, 1))[0]
    backdrop = random.choice([None, None, "hills", "mountains", "mountains", "forest", "city", "volcano"])
    time = random.choices(KINDS["time"], (3, 7, 4, 4))[0]
    night = time == "night"
    fitting = TABLES["fitting"][ground] if some(0.85) else list(STANDING)
    things = {name: {} for name in random.choices(fitting, k=random.choices((0, 1, 2, 3), (1, 6, 6, 3))[0])}
    for name, chance in (("moon", 0.5 if night else 0.03), ("stars", 0.7 if night else 0), ("aurora", 0.12 if night else 0), ("sun", 0 if night else 0.35), ("sky", 0.1)):
        if some(chance):
            things[name] = {}
    for name, said in things.items():
        if name in ("sun", "moon") and some(0.7):
            continue
        if name == "sky" or (name in COLOURED and some(0.6)):
            said["colour"] = random.choice(list(COLOURS)[:7] if name in ("sky", "sun", "moon") else list(COLOURS))
        if name in COUNTED and some(0.35):
            said["number"] = random.choice(KINDS["number"])
        if name in SIZED and some(0.3):
            said["size"] = random.choice(KINDS["size"])
    return {"time": time, "weather": weather, "season": season, "ground": ground, "backdrop": backdrop, "things": things}


def compose(scene):
    """
    Where everything is, as web/ai/compose.ts does it, in shares of the picture: words, place across and down, size. Words without
    a place are said of the whole picture.
    """
    uniform = random.uniform
    horizon, ground, things = HORIZON, scene["ground"], scene["things"]
    placed = [([ground], 0.5, horizon, 0.5)]
    whole = [scene[kind] for kind in ("time", "weather", "season", "ground", "backdrop") if scene[kind]]
    course = None
    if scene["backdrop"] == "mountains":
        for count, tall in ((2, 0.38), (3, 0.26)):
            placed += [(["mountains"], (index + uniform(0.2, 0.8)) / count, horizon, tall * uniform(0.75, 1.1)) for index in range(count)]
    elif scene["backdrop"] == "volcano":
        placed.append((["volcano"], uniform(0.3, 0.7), horizon, uniform(0.33, 0.41)))
    for name in ("river", "path"):
        if name == ground or (name in things and ground not in ("sea", "lake", "beach")):
            start, end, bend = uniform(0.3, 0.7), uniform(0.25, 0.75), uniform(-0.2, 0.2)
            across = lambda share, start=start, end=end, bend=bend: start + (end - start) * share + bend * math.sin(share * math.pi * 1.5)
            for share in (0.1, 0.35, 0.65, 0.95):
                placed.append(([name], across(share), horizon + (1 - horizon) * share, 0.03 + 0.17 * share))
            course = across if name == "river" else course
    low = scene["time"] in ("dawn", "sunset")
    sized = lambda said: {"big": 1.45, "small": 0.66}.get(said.get("size"), uniform(0.93, 1.07))
    coloured = lambda name, said: [name, said["colour"]] if "colour" in said else [name]
    standing = []
    for name, said in things.items():
        if name in ("sun", "moon"):
            size = 0.2 * sized(said)
            down = horizon - uniform(0.05, 0.5) * size if low and name == "sun" else uniform(0.16, 0.45) * horizon
            placed.append((coloured(name, said), uniform(0.15, 0.85), down, size))
        elif name == "rainbow":
            placed.append(([name], uniform(0.3, 0.7), horizon + 0.08, uniform(0.4, 0.48)))
        elif name == "birds":
            placed.append(([name, said["number"]] if "number" in said else [name], uniform(0.3, 0.7), uniform(0.25, 0.5) * horizon, 0.16))
        elif name in STANDING:
            count = {"two": 2, "three": 3, "many": 5}.get(said.get("number"), 1)
            standing += [(name, said, count)] * count
        elif name in ("stars", "aurora", "sky"):
            whole += coloured(name, said)
    columns = list(range(len(standing)))
    random.shuffle(columns)
    afloat = {"sea": (0.08, 0.32), "lake": (0.16, 0.3), "beach": (0.05, 0.11), "river": (0.15, 0.32)}
    ashore = {"sea": (0.1, 0.24), "lake": (0.045, 0.06), "beach": (0.26, 0.35)}
    for (name, said, count), at in zip(standing, columns):
        x = (at + uniform(0.3, 0.7)) / len(standing)
        if name == "balloon":
            y = uniform(0.5, 0.95) * horizon
        else:
            y = horizon + uniform(*(afloat.get(ground) if name == "boat" else None) or ashore.get(ground, (0.1, 0.35)))
        if course:
            middle = course((y - horizon) / (1 - horizon))
            if name == "boat":
                x = middle
            elif abs(x - middle) < 0.18 and name != "balloon":
                x += 0.24 if x > middle else -0.24
        near = 1 if name == "balloon" else 0.82 + 0.36 * (y - horizon) / (1 - horizon)
        near *= {1: 1.12, 2: 0.92, 3: 0.8}.get(count, 0.64) * sized(said)
        placed.append((coloured(name, said), min(0.94, max(0.06, x)), y, TABLES["heights"][name] / FINE * near))
    for _ in range(random.randint(0, 2) if scene["weather"] == "clear" else TABLES["clouds"][scene["weather"]]):
        placed.append((["cloudy"], random.random(), uniform(0.06, 0.6) * horizon, uniform(0.15, 0.28)))
    return {"whole": whole, "placed": placed[:SLOTS]}


def numbers(layout):
    """For the net: words of the whole picture and of each slot, 0 or 1, and places."""
    whole, slots, places = np.zeros(len(WORDS), bool), np.zeros((SLOTS, len(WORDS)), bool), np.full((SLOTS, 3), 0.5, np.float32)
    whole[[NUMBER[word] for word in layout["whole"]]] = True
    for index, (words, *place) in enumerate(layout["placed"]):
        slots[index, [NUMBER[word] for word in words]] = True
        places[index] = place
    return whole, slots, places


def say(layout):
    return ", ".join([*layout["whole"], *(" ".join(words) for words, *_ in layout["placed"])])


def main(path):
    sheet = Image.new("RGB", (8 * 132, 8 * 132))
    began = clock.time()
    for index in range(64):
        scene = imagine()
        layout = compose(scene)
        picture = Image.fromarray(paint(scene, layout)).resize((128, 128), Image.LANCZOS)
        sheet.paste(picture, (index % 8 * 132, index // 8 * 132))
        print(index, say(layout))
    print(f"{(clock.time() - began) / 64 * 1000:.1f} ms a picture")
    sheet.save(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
