"""The least that Textual can show: one line. Start and memory of the interface are held against it."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """One line and nothing else."""

    def compose(self) -> ComposeResult:
        yield Static("An empty app")


if __name__ == "__main__":
    Empty().run()
