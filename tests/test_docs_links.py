"""What the pages refer to is there: pages, headings, pictures, commands with their options, settings."""

import itertools
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from mastery.cli import LazyGroup, root
from mastery.core.base.keys import plain_key
from mastery.core.upkeep.kinds import RECORDS
from mastery.host.config import SETTINGS
from mastery.host.topics import interface_keys
from tests.support.pages import ROOT, Line, anchors, blocks, links, name, pages, spans
from tests.support.violations import none_of

DOCS = ROOT / "docs"
CHANGES = ROOT / "CHANGELOG.md"
MADE = DOCS / "commands.md"
"""The page of every command, which is made of the help."""


def test_what_a_page_links_to_is_there() -> None:
    def is_there(page: Path, link: str) -> bool:
        target, _, heading = link.partition("#")
        found = page.parent / target if target else page
        return found.exists() and (not heading or heading in anchors(found))

    none_of(
        str(line)
        for page in (*pages(), CHANGES)
        for line in links(page)
        if not re.match(r"[a-z]+:", line.text) and not is_there(page, line.text)
    )


def test_the_index_leads_to_every_page_and_the_readme_to_the_index() -> None:
    index = DOCS / "README.md"
    assert {DOCS / line.text for line in links(index)} >= set(DOCS.glob("*.md")) - {index}
    assert "docs/README.md" in {line.text for line in links(ROOT / "README.md")}


def test_every_picture_is_shown() -> None:
    shown = {(page.parent / line.text).resolve() for page in pages() for line in links(page)}
    assert {one.resolve() for one in DOCS.glob("*.png")} <= shown


def shown_commands(page: Path) -> Iterator[tuple[Line, list[str]]]:
    """The commands in the code of a page, as words behind `mastery`; those in sentences too."""
    for line in itertools.chain(spans(page), *(block.lines for block in blocks(page))):
        code = re.sub(r"(?:^|\s)#\s.*", "", line.text)
        for part in re.findall(r"(?:^\s*|\$\(|#\(|said=\$+\(|; |`|\* {2})mastery( [^|;)`>]*|$)", code):
            text = part.replace("…", " ").strip()
            try:
                yield line, shlex.split(text)
            except ValueError:  # the beginning of a quotation
                yield line, text.split()


def meant(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that is run, and the words that are left for it. Raises KeyError where there is none."""
    command: click.Command = root
    context = click.Context(root, info_name="mastery")
    left = list(words)
    while left and isinstance(command, click.Group):
        if left[0].startswith("-"):
            if left[0] in ("--journal", "-j", "--journal-name"):
                left.pop(0)
            left.pop(0)
        elif left[0].isupper():
            return command, []
        else:
            found = command.get_command(context, left[0])
            if found is None:
                if command is root or not command.invoke_without_command:
                    raise KeyError(left[0])
                return command, left
            command, context = found, click.Context(found, info_name=left.pop(0), parent=context)
    return command, left


def test_commands_that_a_page_speaks_of_are_there_with_their_options() -> None:
    def wrong(line: Line, words: list[str]) -> Iterator[str]:
        try:
            command, left = meant(words)
        except KeyError as error:
            yield f"{line}: there is no command {error}"
            return
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {"--help"}
        wanted = {word.partition("=")[0] for word in itertools.takewhile(lambda word: word != "--", left)}
        for option in {word for word in wanted if word.startswith("--")} - known:
            yield f"{line}: no option {option} of {command.name}"
        if command.name == "config" and left and not left[0].isupper():
            table, _, inner = left[0].partition(".")
            if table not in SETTINGS or bool(inner) != SETTINGS[table].is_table:
                yield f"{line}: no such setting"

    shown = [one for page in pages() if page != MADE for one in shown_commands(page)]
    none_of(itertools.chain.from_iterable(itertools.starmap(wrong, shown)))


def test_every_command_is_spoken_of() -> None:
    assert isinstance(root, LazyGroup)
    spoken = {words[0] for page in pages() if page != MADE for _, words in shown_commands(page) if words}
    missing = set(root.list_commands(click.Context(root))) - spoken
    assert not missing, f"no page but {name(MADE)} speaks of: {', '.join(sorted(missing))}"


def test_keys_that_a_page_speaks_of_are_keys_of_the_interface() -> None:
    keys = {plain_key(key) for one in interface_keys() for key in one.keys} | {"esc", "ctrl+p", "↑", "↓"}
    signs = {"#", "*", "○", "●", "~"}
    shaped = re.compile(r"\S|(ctrl|alt|shift)\+\w+|f\d+|tab|space|enter|esc")
    for line in (line for page in pages() if page.name not in (MADE.name, "keys.md") for line in spans(page)):
        assert not shaped.fullmatch(line.text) or line.text in keys | signs, line


def test_the_page_of_the_file_names_every_table_and_every_field_of_an_entry() -> None:
    named = {word for line in spans(DOCS / "the-file.md") for word in line.text.split()}
    assert {one.table for one in RECORDS} <= named
    assert set(RECORDS[0].__struct_fields__) <= named
