"""Writes docs/keys.md of the interface's own keys: `python docs/make_keys.py`. A test looks whether it is so."""

from collections.abc import Iterator
from pathlib import Path

from mastery.core.base.keys import Key, plain_key
from mastery.host.topics import interface_keys

PAGE = Path(__file__).with_name("keys.md")

HEAD = """\
# The keys of the interface

`?` shows the keys that work where you are (`f1` while you type, and over everything), `ctrl+p` finds every action by
its name, and the bar below has the most important ones, which can be clicked. Nothing needs a mouse. `mastery help
keys` prints what is here; this page is made by `python docs/make_keys.py`.

## Changing a key

A key is changed by its id, the last column of the tables:

```sh
mastery config keys.main.new ctrl+n
mastery config keys.journal.star "x,asterisk"      # several, with commas between them
```

A key is a letter (`A` is not `a`), a sign, `ctrl+a`, `alt+a`, `f2`, or one of enter, escape, tab, space, backspace,
delete, home, end, pageup, pagedown, up, down, left, right. The interface names at its start, and `mastery config` with
the line, an id that there is not, what is no key, and a key that does two things at the same place.

Some terminals keep a key for themselves, such as `ctrl+q` or `f1`: give what it does another one. In tmux,
`set -g escape-time 10` makes `esc` answer at once.
"""

PLACES = {
    "Everywhere": ("main", "screen", "app"),
    "Today": ("today", "practice"),
    "Journal": ("journal", "reader"),
    "Goals": ("goals",),
    "Models": ("models",),
    "Review": ("review", "heat", "plot"),
    "Share": ("share",),
    "Lists": ("list",),
    "Writing": ("compose",),
    "Forms, and questions one after the other": ("form", "guide"),
    "Choosing": ("choice",),
    "Search": ("search",),
    "The trash": ("trash",),
    "Recall": ("recall",),
    "The first start": ("welcome",),
    "Help": ("help",),
}
"""The headings, and the first words of the ids that stand under them."""


def page() -> str:
    """The page."""
    keys = interface_keys()
    parts = [HEAD]
    for heading, places in PLACES.items():
        rows = [one for place in places for one in keys if one.id.partition(".")[0] == place]
        parts += [f"## {heading}", "", "| Key | What it does | Id |", "|---|---|---|", *_rows(rows), ""]
    return "\n".join(parts)


def _rows(keys: list[Key]) -> Iterator[str]:
    for one in keys:
        yield f"| {' '.join(f'`{plain_key(key)}`' for key in one.keys)} | {one.says} | `{one.id}` |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
