"""Drawing on a terminal without Unicode: symbols in every line are replaced by plain ones of the same width."""

import locale
import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

PLAIN = {
    "…": ".", "·": "-", "•": "*", "●": "*", "○": "o", "★": "*", "☆": "*", "▸": ">", "▶": ">", "▼": "v", "◆": "*",
    "‖": "=", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "→": ">", "←": "<", "↑": "^", "↓": "v",
    "✓": "x", "█": "#", "▌": "|", "▐": "|", "▎": "|", "▏": "|", "▊": "|", "▍": "|", "▋": "|", "▉": "#", "▁": "_",
    "▔": "-", "▀": "-", "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#", "│": "|", "┃": "|",
    "−": "-", "▲": "^", "║": "|", "─": "-", "━": "-", "═": "=", "░": ".", "▒": ":", "▞": "/", "▓": "#",
    "⭘": "o", "❯": ">", "✗": "x", "▪": "*", "‣": ">", "⁃": "-", "■": "#", "□": "o",
}  # fmt: skip


def terminal_encoding() -> str:
    """The encoding the person's locale names; Python's own UTF-8 mode does not count."""
    return locale.getencoding()


def speaks_unicode(encoding: str) -> bool:
    """Whether a terminal of this encoding can show every letter."""
    return encoding.lower().replace("-", "").replace("_", "") in {"utf8", "utf16", "utf32", "cp65001"}


@lru_cache(4096)
def plain(text: str, encoding: str) -> str:
    """The text in letters the encoding has, taking the same number of cells."""
    if text.isascii():
        return text
    return "".join(_plain_letter(letter, encoding) for letter in text)


def _plain_letter(letter: str, encoding: str) -> str:
    try:
        letter.encode(encoding)
        return letter
    except (UnicodeEncodeError, LookupError):
        pass  # below: the nearest plain letter
    if 0x2500 <= ord(letter) < 0x2580 and letter not in PLAIN:
        return "+"
    if letter in PLAIN:
        return PLAIN[letter]
    if 0x2580 <= ord(letter) < 0x25A0:
        return "#"
    base = unicodedata.normalize("NFKD", letter)[:1]
    width = cell_len(letter)
    return base if base.isascii() and width == 1 else "?" * width


class AsciiFilter(LineFilter):
    """Replaces the symbols of every line just before it is drawn."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in plain letters."""
        return [Segment(plain(text, self._encoding), style, control) for text, style, control in segments]
