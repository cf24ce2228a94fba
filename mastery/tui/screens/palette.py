"""The palette: everything that can be done now, the themes and the journals, found by typing a part of it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from mastery.tui.host import host_of

ABOUT = 0.5
"""The weight of matches in a command's explanation, compared with those in its name."""

IN_A_SHELL = (
    ("Export", "a book, Markdown, Day One, tables", "mastery export"),
    ("Import", "jrnl, Day One, Obsidian, Loop, tables", "mastery import"),
    ("Restore a backup", "the journal as it was", "mastery restore-backup"),
    ("Settings", "days, weeks, keys, colours", "mastery config"),
)
"""What is done in a shell: its name, what it is, and the command."""


class Command(NamedTuple):
    """One line of the palette."""

    name: str
    about: str
    run: Callable[[], object]


class Commands(Provider):
    """The actions of the screen below, and commands without a key."""

    async def startup(self) -> None:
        """Gathers the commands once, while the screen below is as it was."""
        self._commands = list(self._gather())

    def _gather(self) -> Iterator[Command]:
        app, host = self.app, host_of(self.app)
        seen: set[str] = set()
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            action = binding.action.removeprefix("app.")
            if not enabled or not binding.tooltip or action in seen:
                continue
            seen.add(action)
            run = partial(app.run_action, binding.action, node)
            yield Command(binding.description, f"{binding.tooltip}  ({app.get_key_display(binding)})", run)
        yield Command("Make a backup", "now; one is also made every day by itself", host.action_backup)
        for name, about, command in IN_A_SHELL:
            told = f"In a shell: {command} --help"
            yield Command(name, f"{about}; in a shell: {command}", partial(app.notify, told, timeout=10))
        for spec in host.themes:
            says = "the colours now" if spec.name == app.theme else spec.says or "colours"
            yield Command(f"Theme: {spec.name}", says, partial(host.action_choose_theme, spec.name))
        for name in host.journal_names:
            if name != host.journal.name:
                yield Command(f"Journal: {name}", "show this journal", partial(host.action_open_journal, name))

    async def discover(self) -> Hits:
        """Everything, before anything was typed."""
        for command in self._commands:
            yield DiscoveryHit(Content(command.name), command.run, help=_as_it_is(command.about))

    async def search(self, query: str) -> Hits:
        """The commands that match the typed letters."""
        matcher = self.matcher(query)
        for command in self._commands:
            score = max(matcher.match(command.name), matcher.match(command.about) * ABOUT)
            if score > 0:
                yield Hit(score, _highlighted(command.name, matcher), command.run, help=_as_it_is(command.about))


def _as_it_is(text: str) -> str:
    """A help text that Textual does not read as markup, as it otherwise would."""
    return cast(str, Content(text))


def _highlighted(name: str, matcher: Matcher) -> Content:
    """A name with the matching letters highlighted; `Matcher.highlight` would read it as markup."""
    content = Content(name)
    for at in matcher.fuzzy_search.match(matcher.query, name)[1]:
        content = content.stylize(matcher.match_style, at, at + 1)
    return content
