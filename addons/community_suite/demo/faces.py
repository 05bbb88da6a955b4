"""Drawn faces for some of the members, so that the register looks lived in."""

import base64
import io

from PIL import Image, ImageDraw

from .world import World

SKINS = ["#f6d7bd", "#eec3a0", "#e0ac85", "#c98f66"]
HAIRS = ["#2b1d14", "#3d2a1d", "#5a3b22", "#7a4f2a", "#1d1a1a"]
GREYS = ["#9b9b9b", "#c4c4c4", "#7d7d7d"]
SHIRTS = ["#0b3c5d", "#d9772b", "#1f6f6b", "#7a3e65", "#37474f", "#b23a48", "#4f6d3a"]
WALLS = ["#dce9ef", "#f3e6d8", "#e3ecdf", "#ece2ee", "#f5ecc9", "#dfe3ee"]
SIZE, DRAWN = 256, 512
FACELESS = 0.3  # as many people have no photo
STAFF = {
    "manager": ("female", 41),
    "receptionist": ("female", 27),
    "treasurer": ("male", 61),
    "approver": ("male", 48),
    "guard": ("male", 34),
    "agent": ("male", 29),
}


def make_faces(world: World, members) -> None:
    for member in members:
        if member in world.families[0] or world.chance.random() > FACELESS:
            member.image_1920 = face(world.chance, member.gender, member.age)
    for name, (gender, age) in STAFF.items():
        world[f"demo_user_{name}"].image_1920 = face(world.chance, gender, age)


def face(chance, gender, age) -> bytes:
    skin = chance.choice(SKINS)
    hair = chance.choice(GREYS if age > 58 else HAIRS)
    image = Image.new("RGB", (DRAWN, DRAWN), chance.choice(WALLS))
    draw = ImageDraw.Draw(image)
    if gender == "female":
        _long_hair(draw, hair, chance)
    _body(draw, chance.choice(SHIRTS), skin)
    _head(draw, skin, hair, gender, chance)
    if gender == "male" and age > 20 and chance.random() < 0.5:
        _beard(draw, hair, skin)
    _features(draw, age, chance)
    shrunk = image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    shrunk.save(buffer, "PNG", optimize=True)
    return base64.b64encode(buffer.getvalue())


def _long_hair(draw, hair, chance):
    length = chance.choice([330, 390, 430])
    draw.rounded_rectangle((134, 100, 378, length), 110, fill=hair)


def _body(draw, shirt, skin):
    draw.ellipse((66, 384, 446, 760), fill=shirt)
    draw.rounded_rectangle((216, 320, 296, 430), 38, fill=skin)
    draw.pieslice((206, 372, 306, 452), 0, 180, fill=skin)


def _head(draw, skin, hair, gender, chance):
    draw.ellipse((148, 210, 184, 270), fill=skin)
    draw.ellipse((328, 210, 364, 270), fill=skin)
    draw.ellipse((160, 110, 352, 366), fill=skin)
    top = chance.choice([190, 200, 212])
    draw.chord((150, 88, 362, 300), 180, 360, fill=hair)
    if gender == "female" or chance.random() < 0.5:
        side = chance.choice([(150, 150, 268, 250), (244, 150, 362, 250)])
        draw.ellipse((150, 88, 362, top + 30), fill=hair)
        draw.ellipse((176, top - 12, 336, top + 120), fill=skin)
        draw.chord(side, 150, 330, fill=hair)
    else:
        draw.ellipse((172, top - 24, 340, top + 110), fill=skin)


def _beard(draw, hair, skin):
    draw.chord((166, 196, 346, 372), 12, 168, fill=hair)
    draw.ellipse((206, 262, 306, 322), fill=skin)
    draw.chord((214, 276, 298, 312), 190, 350, fill=hair)


def _features(draw, age, chance):
    ink = "#33261f"
    for left in (204, 286):
        draw.ellipse((left, 236, left + 22, 258), fill=ink)
        draw.arc((left - 8, 208, left + 30, 236), 200, 340, fill=ink, width=6)
    draw.line((256, 254, 250, 284, 260, 286), fill="#8a5a44", width=5)
    draw.arc((222, 276, 290, 322), 20, 160, fill="#a3483f", width=8)
    if chance.random() < (0.5 if age > 50 else 0.2):
        for left in (186, 268):
            draw.ellipse((left, 218, left + 58, 276), outline=ink, width=5)
        draw.line((244, 244, 268, 244), fill=ink, width=5)
