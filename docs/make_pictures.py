"""Draws the pictures of the docs: `python -m docs.make_pictures`, or with the names of some.

The real program runs in a pseudo-terminal, on the journal of `mastery demo` at a moment that stands still; keys are
pressed, and what is on its screen then is drawn. As long as the interface is the same, the pictures are, to the byte.
It takes what `pip install -e '.[test,dev]'` brings, and the font DejaVu Sans Mono (Debian: fonts-dejavu-core).
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from pyte.screens import Char, Screen

from tests.support.programs import Terminal

FOLDER = Path(__file__).parent
MOMENT = "2026-11-22T18:40"
"""A Sunday evening: there is a week to look back on."""

PROGRAM = (sys.executable, "-m", "tests.support.frozen", MOMENT)

COLUMNS, LINES = 104, 30
LETTER = 15
"""The size of letters, in pixels."""
SHADES = 8
"""How many steps there are between the colour of a letter and the one behind it."""

FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "~/Library/Fonts", "~/.local/share/fonts")
"""Where fonts lie."""

DOWN = "\x1b[B"


class Picture(NamedTuple):
    """One picture."""

    steps: Sequence[tuple[str, str]]
    """A text that comes up, and what is pressed then."""
    shows: str
    """What is on the screen when it is drawn."""
    theme: str = "dusk"
    is_empty: bool = False
    """Whether it is of a journal with nothing in it."""


PICTURES = {
    "welcome": Picture([], "Welcome to mastery", is_empty=True),
    "today": Picture([], "What came of it?"),
    "journal": Picture([("A thought?", "2"), ("Edit", DOWN * 12)], "Edit"),
    "goals": Picture([("A thought?", "3")], "Creative tension"),
    "models": Picture([("A thought?", "4")], "Against", theme="daylight"),
    "review": Picture([("A thought?", "5")], "Learning time"),
    "share": Picture([("A thought?", "6")], "Practices"),
}


def main(names: Sequence[str]) -> None:
    """Draws the pictures of these names, or all."""
    unknown = set(names) - set(PICTURES)
    if unknown:
        sys.exit(f"There is no picture {', '.join(sorted(unknown))}. There are: {', '.join(PICTURES)}.")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(MASTERY_CONFIG=f"{folder}/config.toml", COLORTERM="truecolor", LC_ALL="C.UTF-8")
        os.environ.pop("NO_COLOR", None)
        demo = Path(folder) / "demo"
        subprocess.run([*PROGRAM, "demo", "--keep", str(demo)], check=True, stdout=subprocess.DEVNULL)
        for name in names or PICTURES:
            screen = looked_at(PICTURES[name], Path(folder), demo)
            path = FOLDER / f"{name}.png"
            drawn(screen).save(path, optimize=True)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def looked_at(picture: Picture, folder: Path, demo: Path) -> Screen:
    """The screen of the interface when a picture is drawn."""
    (folder / "config.toml").write_text(f'theme = "{picture.theme}"\n')
    journal = Path(tempfile.mkdtemp(dir=folder)) / "journal" if picture.is_empty else demo
    with Terminal([*PROGRAM, "--journal", str(journal)], columns=COLUMNS, lines=LINES) as terminal:
        for text, keys in picture.steps:
            terminal.wait(text)
            settled(terminal)
            terminal.type(keys)
        terminal.wait(picture.shows)
        settled(terminal)
        return terminal.screen


def settled(terminal: Terminal) -> None:
    """Waits until nothing more is drawn."""
    while terminal.read(1):
        pass


@cache
def font(name: str) -> ImageFont.FreeTypeFont:
    """A font of the system; ends the program where it is missing."""
    found = (path for folder in FONTS for path in Path(folder).expanduser().rglob(f"{name}.ttf"))
    path = next(found, None)
    if path is None:
        sys.exit(f"The font {name} is missing. On Debian: apt install fonts-dejavu-core")
    return ImageFont.truetype(path, LETTER)


def drawn(screen: Screen) -> Image.Image:
    """The screen as a picture of few colours."""
    ascent, descent = font("DejaVuSansMono").getmetrics()
    wide, high = round(font("DejaVuSansMono").getlength("m")), ascent + descent
    made = Image.new("RGB", (screen.columns * wide, screen.lines * high))
    pen = ImageDraw.Draw(made)
    pairs: set[tuple[str, str]] = set()
    for line in range(screen.lines):
        for column in range(screen.columns):
            cell = screen.buffer[line][column]
            ink, paper = colours(cell)
            pairs.add((ink, paper))
            left, top = column * wide, line * high
            pen.rectangle((left, top, left + wide - 1, top + high - 1), fill=paper)
            parts = list(filled(cell.data, ink, paper))
            for (x, y, right, bottom), colour in parts:
                box = (left + round(x * wide), top + round(y * high))
                end = (left + round(right * wide) - 1, top + round(bottom * high) - 1)
                pen.rectangle((*box, *end), fill=colour)
            if not parts and cell.data.strip():
                style = "Bold" * cell.bold + "Oblique" * cell.italics
                pen.text((left, top), cell.data, fill=ink, font=font(f"DejaVuSansMono-{style}".rstrip("-")))
            if cell.underscore:
                pen.line((left, top + ascent + 1, left + wide - 1, top + ascent + 1), fill=ink)
    return made.quantize(palette=palette(pairs), dither=Image.Dither.NONE)


def palette(pairs: Collection[tuple[str, str]]) -> Image.Image:
    """The colours that occur, and steps between those that occur together: as many as a small file can have."""
    steps = SHADES
    while len(shades := sorted({mixed(*pair, step / steps) for pair in pairs for step in range(steps + 1)})) > 256:
        steps -= 1
    made = Image.new("P", (1, 1))
    made.putpalette(b"".join(bytes.fromhex(one[1:]) for one in shades))
    return made


def colours(cell: Char) -> tuple[str, str]:
    """The colours of a cell's letter and of what is behind it; the interface names all of them itself."""
    ink = "#c0c0c0" if cell.fg == "default" else f"#{cell.fg}"
    paper = "#000000" if cell.bg == "default" else f"#{cell.bg}"
    return (paper, ink) if cell.reverse else (ink, paper)


Box = tuple[float, float, float, float]


def filled(letter: str, ink: str, paper: str) -> Iterator[tuple[Box, str]]:
    """The parts of a cell that a block fills, as shares of it, with their colours; none for other letters.

    Fonts leave seams between blocks, and dots in shades.
    """
    code = ord(letter) if len(letter) == 1 else 0
    if 0x2581 <= code <= 0x2588:
        yield (0, 1 - (code - 0x2580) / 8, 1, 1), ink
    elif 0x2589 <= code <= 0x258F:
        yield (0, 0, (0x2590 - code) / 8, 1), ink
    elif letter in "▀▔▐▕":
        yield {"▀": (0, 0, 1, 0.5), "▔": (0, 0, 1, 0.125), "▐": (0.5, 0, 1, 1), "▕": (0.875, 0, 1, 1)}[letter], ink
    elif letter in "░▒▓":
        yield (0, 0, 1, 1), mixed(ink, paper, ("░▒▓".index(letter) + 1) / 4)


def mixed(ink: str, paper: str, share: float) -> str:
    """A colour between two."""
    pairs = [(int(ink[at : at + 2], 16), int(paper[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


if __name__ == "__main__":
    main(sys.argv[1:])
