"""Abstract motifs, one for each group of technology fields, in the portal's colours."""

from collections.abc import Callable
from itertools import pairwise
from math import cos, hypot, pi, sin, tau

from PIL import Image, ImageDraw

SIZE = WIDTH, HEIGHT = 1600, 900
# Drawn twice as large and scaled down, so that edges are smooth.
SCALE = 2

INK, ACTION, SEA, SUN, MIST = "#111c3a", "#1f3f9f", "#0b6e78", "#ffc95c", "#f3f5fb"
PALE_BLUE, PALE_SEA, LINE = "#d7def4", "#cfe6e6", "#c9d0e4"

Point = tuple[float, float]


class Canvas:
    """A drawing surface that takes coordinates of the finished picture."""

    def __init__(self, background: str) -> None:
        self._image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self._draw = ImageDraw.Draw(self._image)

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        x, y = centre
        self._draw.ellipse([_scaled((x - radius, y - radius)), _scaled((x + radius, y + radius))], fill=colour)

    def ring(self, centre: Point, radius: float, colour: str, width: float) -> None:
        x, y = centre
        box = [_scaled((x - radius, y - radius)), _scaled((x + radius, y + radius))]
        self._draw.ellipse(box, outline=colour, width=round(width * SCALE))

    def polygon(self, points: list[Point], colour: str) -> None:
        self._draw.polygon([_scaled(point) for point in points], fill=colour)

    def line(self, points: list[Point], colour: str, width: float) -> None:
        """A line with round joints and ends."""
        self._draw.line([_scaled(point) for point in points], fill=colour, width=round(width * SCALE), joint="curve")
        for point in (points[0], points[-1]):
            self.disc(point, width / 2, colour)

    def band(self, points: list[Point], colour: str, width: float) -> None:
        """A broad curve; `line` would fray at its joints."""
        left, right = [], []
        for (x, y), (next_x, next_y) in pairwise(points):
            length = hypot(next_x - x, next_y - y)
            across = (next_y - y) / length * width / 2, (x - next_x) / length * width / 2
            left.append((x + across[0], y + across[1]))
            right.append((x - across[0], y - across[1]))
        self.polygon([*left, *reversed(right)], colour)

    def picture(self) -> Image.Image:
        """The finished picture."""
        return self._image.resize(SIZE, Image.Resampling.LANCZOS)


def light() -> Image.Image:
    """A ray that meets a lens and fans out."""
    canvas = Canvas(INK)
    for number in range(9):
        canvas.ring((760, 450), 170 + number * 105, "#18264d", 3)
    canvas.line([(-20, 450), (760, 450)], MIST, 12)
    colours = (SUN, "#f0a63c", "#7fb7d6", "#4f7be0", ACTION, SEA, "#3aa3a0")
    for number, colour in enumerate(colours):
        canvas.line([(760, 450), (1640, 90 + number * 120)], colour, 22)
    right = [_around((300, 450), 560, angle) for angle in _angles(-0.6, 0.6)]
    left = [_around((1220, 450), 560, angle) for angle in _angles(pi - 0.6, pi + 0.6)]
    outline = right + left
    canvas.polygon(outline, PALE_BLUE)
    canvas.line([*outline, outline[0]], MIST, 6)
    return canvas.picture()


def gears() -> Image.Image:
    """Three gears that mesh."""
    canvas = Canvas(MIST)
    for number in range(12):
        canvas.line([(number * 160 - 80, -10), (number * 160 - 480, 910)], "#e6eaf6", 4)
    large, small, tooth = 20, 14, 13
    first, second = -0.34, 0.8
    centre, turn = (520.0, 520.0), 0.0
    _gear(canvas, centre, teeth=large, radius=large * tooth, colour=ACTION, turn=turn)
    centre, turn = _around(centre, (large + small) * tooth, first), _meshing(turn, large, first, small)
    _gear(canvas, centre, teeth=small, radius=small * tooth, colour=SEA, turn=turn)
    centre, turn = _around(centre, 2 * small * tooth, second), _meshing(turn, small, second, small)
    _gear(canvas, centre, teeth=small, radius=small * tooth, colour=SUN, turn=turn)
    return canvas.picture()


def wind() -> Image.Image:
    """Wind turbines on hills in front of a sun."""
    canvas = Canvas(PALE_BLUE)
    canvas.disc((1160, 380), 270, SUN)
    canvas.polygon(_hill(640, 70, 0.4), "#8fc3c4")
    for x, y, size, turn in ((380, 640, 1.0, 0.3), (820, 690, 0.72, 1.1), (1330, 670, 0.88, 0.75)):
        _turbine(canvas, (x, y), size, turn)
    canvas.polygon(_hill(720, 50, 2.4), SEA)
    canvas.polygon(_hill(810, 40, 4.4), INK)
    return canvas.picture()


def helix() -> Image.Image:
    """Two curved bands joined by rungs."""
    canvas = Canvas(PALE_SEA)
    canvas.disc((1380, 140), 330, "#bfdedd")
    canvas.disc((180, 800), 260, "#bfdedd")
    front = [(float(x), 450 + 210 * sin(x / 190)) for x in range(-40, 1660, 8)]
    back = [(float(x), 450 - 210 * sin(x / 190)) for x in range(-40, 1660, 8)]
    for number, (upper, lower) in enumerate(zip(front[3::9], back[3::9], strict=True)):
        canvas.line([upper, lower], SUN if number % 4 == 0 else "#7fb3b5", 12)
    canvas.band(back, ACTION, 34)
    canvas.band(front, SEA, 34)
    return canvas.picture()


def network() -> Image.Image:
    """Circles joined by lines."""
    canvas = Canvas(ACTION)
    nodes = [
        (180, 210, 40), (420, 480, 66), (230, 730, 34), (690, 190, 48), (760, 610, 92), (560, 800, 30), (1010, 350, 58),
        (1120, 760, 46), (1270, 160, 38), (1370, 500, 74), (1530, 770, 36), (1560, 250, 30),
    ]  # fmt: skip
    joined = [
        (0, 1),
        (1, 2),
        (1, 3),
        (1, 4),
        (2, 5),
        (3, 4),
        (3, 6),
        (4, 5),
        (4, 6),
        (4, 7),
        (6, 8),
        (6, 9),
        (7, 9),
        (8, 9),
        (9, 10),
        (9, 11),
    ]
    for first, second in joined:
        canvas.line([nodes[first][:2], nodes[second][:2]], "#5f7fd6", 9)
    for number, (x, y, radius) in enumerate(nodes):
        canvas.disc((x, y), radius + 14, ACTION)
        canvas.disc((x, y), radius, (MIST, SUN, "#6fb6bd")[number % 3])
        canvas.disc((x, y), radius * 0.45, INK)
    return canvas.picture()


def lattice() -> Image.Image:
    """A lattice of hexagons, some filled."""
    canvas = Canvas(MIST)
    side = 104
    for row in range(-1, 8):
        for column in range(-1, 11):
            centre = (column * side * 3**0.5 + (row % 2) * side * 3**0.5 / 2, row * side * 1.5)
            pattern = (row * 7 + column * 5) % 11
            colour = {0: SEA, 3: ACTION, 5: SUN, 8: PALE_BLUE, 9: PALE_SEA}.get(pattern, MIST)
            canvas.polygon(_hexagon(centre, side), LINE)
            canvas.polygon(_hexagon(centre, side - 5), colour)
            if colour == ACTION:
                canvas.polygon(_hexagon(centre, side * 0.5), INK)
    return canvas.picture()


def lanes() -> Image.Image:
    """Broad lanes in curves with bright dots on them."""
    canvas = Canvas(INK)
    for number, colour in enumerate(("#1a2a55", SEA, ACTION, "#2b58c9", "#6fb6bd", PALE_BLUE)):
        path = [(float(x), 130 + number * 125 + 120 * sin(x / 330 + number * 0.35)) for x in range(-60, 1680, 8)]
        canvas.band(path, colour, 74)
        for place in range(12 + number * 9, len(path), 58):
            canvas.disc(path[place], 17, SUN if number % 2 else MIST)
    return canvas.picture()


def orbit() -> Image.Image:
    """Satellites around a sphere above waves."""
    canvas = Canvas(INK)
    for number in range(60):
        canvas.disc(((number * 397) % 1600, (number * 211) % 640), 2 + number % 3, "#5a6a9c")
    for number, turn in enumerate((-0.35, 0.1, 0.5)):
        path = [_tilted((800, 380), 620 - number * 90, 190 + number * 30, angle, turn) for angle in _angles(0, tau, steps=240)]
        canvas.line(path, "#4f66b0", 5)
        canvas.disc(path[20 + number * 75], 22, SUN)
    canvas.disc((800, 380), 190, ACTION)
    canvas.disc((745, 325), 96, "#3f63c9")
    for number, colour in enumerate((SEA, "#0d8791", "#6fb6bd")):
        canvas.polygon(_hill(690 + number * 72, 26, number * 1.7, length=120), colour)
    return canvas.picture()


MOTIFS: dict[str, Callable[[], Image.Image]] = {
    "light": light,
    "gears": gears,
    "wind": wind,
    "helix": helix,
    "network": network,
    "lattice": lattice,
    "lanes": lanes,
    "orbit": orbit,
}


def _scaled(point: Point) -> Point:
    return point[0] * SCALE, point[1] * SCALE


def _angles(start: float, end: float, steps: int = 60) -> list[float]:
    return [start + (end - start) * number / steps for number in range(steps + 1)]


def _around(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)


def _tilted(centre: Point, width: float, height: float, angle: float, turn: float) -> Point:
    """A point of an ellipse that is turned around its centre."""
    x, y = width * cos(angle), height * sin(angle)
    return centre[0] + x * cos(turn) - y * sin(turn), centre[1] + x * sin(turn) + y * cos(turn)


def _hexagon(centre: Point, radius: float) -> list[Point]:
    return [_around(centre, radius, pi / 6 + number * pi / 3) for number in range(6)]


def _hill(level: float, height: float, shift: float, length: float = 260) -> list[Point]:
    """The ground below a wavy line."""
    return [(float(x), level + height * sin(x / length + shift)) for x in range(0, WIDTH + 10, 10)] + [(WIDTH, HEIGHT), (0, HEIGHT)]


def _gear(canvas: Canvas, centre: Point, *, teeth: int, radius: float, colour: str, turn: float) -> None:
    step = tau / teeth
    outline = []
    for number in range(teeth):
        angle = turn + number * step
        for share, distance in ((-0.3, -20), (-0.17, 20), (0.17, 20), (0.3, -20)):
            outline.append(_around(centre, radius + distance, angle + share * step))
    canvas.polygon(outline, colour)
    canvas.disc(centre, radius * 0.62, MIST)
    for number in range(5):
        canvas.line([centre, _around(centre, radius * 0.72, turn + number * tau / 5)], colour, radius * 0.13)
    canvas.disc(centre, radius * 0.24, colour)
    canvas.disc(centre, radius * 0.1, MIST)


def _meshing(turn: float, teeth: int, angle: float, other_teeth: int) -> float:
    """How far the other gear, which lies in direction `angle`, is turned so that its gaps meet the teeth of this one."""
    return angle + pi - (0.5 - (angle - turn) / tau * teeth) * tau / other_teeth


def _turbine(canvas: Canvas, foot: Point, size: float, turn: float) -> None:
    x, y = foot
    hub = (x, y - 400 * size)
    canvas.polygon([(x - 13 * size, y + 90), (x + 13 * size, y + 90), (x + 6 * size, hub[1]), (x - 6 * size, hub[1])], MIST)
    for number in range(3):
        angle = turn + number * tau / 3
        tip, broad = _around(hub, 225 * size, angle), _around(hub, 62 * size, angle + 0.24)
        canvas.polygon([hub, broad, tip, _around(hub, 30 * size, angle - 0.2)], MIST)
    canvas.disc(hub, 17 * size, INK)
