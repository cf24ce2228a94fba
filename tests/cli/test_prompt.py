"""`mastery prompt`: the prompt of the day."""

import json

from tests.support.cli import Shell


def test_the_question_of_the_day_is_shown_skipped_and_answered(shell: Shell) -> None:
    first = shell.ok("prompt")
    assert first == shell.ok("prompt")
    second = shell.ok("prompt", "--skip")
    assert second != first and shell.ok("prompt") == second
    shell.ok("undo")
    assert shell.ok("prompt") == first
    shell.ok("prompt", "That I listen better when I write along. #listening")
    entry = json.loads(shell.ok("list", "--format", "json"))[0]
    assert (entry["title"], entry["kind"], entry["tags"]) == (first.strip(), "reflection", ["listening"])
    assert "There is no text" in shell.fails(2, "prompt", " ")
