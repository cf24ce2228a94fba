"""Textual's own editor, empty: typing in ours is held against it."""

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class PlainEditor(App[None]):
    """An editor and nothing else."""

    def compose(self) -> ComposeResult:
        yield TextArea("", soft_wrap=True, show_line_numbers=False)


if __name__ == "__main__":
    PlainEditor().run()
