"""Textual's own list, of as many lines as the first argument says: moving in the timeline is held against it."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import OptionList


class PlainList(App[None]):
    """A list and nothing else."""

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"Line {number}, about as long as a title is" for number in range(int(sys.argv[1]))))


if __name__ == "__main__":
    PlainList().run()
