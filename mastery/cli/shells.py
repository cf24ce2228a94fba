"""Completion for bash, zsh and fish: the script that asks for completions, and answers that quote each name as a word.

zsh and fish quote what they insert into the command line. bash inserts it unchanged, so it is quoted here.
"""

from __future__ import annotations

import os
import re
from typing import Any

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from mastery.core.base.controls import visible

_PLAIN = re.compile(r"[\w@%+=:,./-]+")
"""Text that bash takes literally."""


def is_word(value: str) -> bool:
    """Whether a shell can show the text and take it as one word: it holds no line end, tab or other control."""
    return bool(value) and visible(value) == value and not re.search("[\t\r\n]", value)


class Bash(BashComplete):
    """For bash 4.4 or later."""

    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' response type value
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" %(complete_var)s=bash_complete "$1")
    COMPREPLY=()
    while IFS=',' read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done <<< "$response"
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """The completions; after an opening quotation mark only those that need none, since bash adds them to it."""
        found = super().get_completions(args, incomplete)
        # The word at the cursor. Line ends join the words, so those within earlier words only make this longer.
        word = "".join(os.environ["COMP_WORDS"].split("\n")[int(os.environ["COMP_CWORD"]) :])
        is_quoted = bool(set("'\"`$") & set(word))
        return [one for one in found if one.type != "plain" or not is_quoted or _PLAIN.fullmatch(one.value)]

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """A line for the script. Names are quoted without backslashes, which earlier versions of the script drop."""
        value = item.value if item.type != "plain" or _PLAIN.fullmatch(item.value) else _in_quotes(item.value)
        return f"{item.type},{value}"


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "'\"'\"'") + "'"


class Zsh(ZshComplete):
    """For zsh, whose `_describe` needs a backslash before each backslash or colon in a name that has a help text."""

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Three lines for the script: the type, the text, and its help or "_"."""
        value = re.sub(r"[\\:]", r"\\\g<0>", item.value) if item.help else item.value
        return f"{item.type}\n{value}\n{item.help or '_'}"


class Fish(FishComplete):
    """For fish, which quotes everything but a leading tilde, so names that begin with one are not offered."""

    source_template = """\
function %(complete_func)s
    set -l response (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \
COMP_CWORD=(commandline -t) %(prog_name)s)
    for completion in $response
        set -l metadata (string split -m 1 -- "," $completion)
        switch $metadata[1]
            case dir
                __fish_complete_directories $metadata[2]
            case file
                __fish_complete_path $metadata[2]
            case plain
                printf '%%s\\n' $metadata[2]
        end
    end
end

complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """The completions."""
        return [one for one in super().get_completions(args, incomplete) if not one.value.startswith("~")]


SHELLS: dict[str, type[ShellComplete]] = {one.name: one for one in (Bash, Zsh, Fish)}


def register() -> None:
    """Makes click use these classes when a shell asks for completions."""
    for one in SHELLS.values():
        add_completion_class(one)
