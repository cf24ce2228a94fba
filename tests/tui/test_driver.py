"""Keys that no person presses: the interface goes on."""

import pytest
from textual import events

from mastery.tui.terminal.driver import SteadyParser


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[97;5:3u", "\x1b[55296u", "\x1b[1114112u", "\x1b[99999999999u", "\x1b[97;1;55296u", "\x1b[97;1;99999999u",
        "\x1b[27;5;999999999~",
    ],
)  # fmt: skip
def test_a_key_that_is_no_letter_is_ignored_and_the_next_one_is_read(sequence: str) -> None:
    parser = SteadyParser()
    found = [*parser.feed(sequence), *parser.feed("a")]
    assert [one.character for one in found if isinstance(one, events.Key) and one.character] == ["a"]
