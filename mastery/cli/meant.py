"""Suggestions for an unknown command: words from other programs, and mistyped words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

COMMANDS = {
    **dict.fromkeys(("add", "new", "write", "jot", "note", "jrnl", "diary", "journal", "entry", "post"), "log"),
    **dict.fromkeys(("reflection", "reflect", "lesson", "win"), "log --kind {} TEXT"),
    **dict.fromkeys(("session", "study", "learn"), "log --minutes TIME TEXT"),
    "mood": "log --mood good TEXT",
    **dict.fromkeys(("open", "start", "tui", "ui", "run"), ""),
    **dict.fromkeys(("habit", "habits", "practices", "practise", "routine", "routines"), "practice"),
    **dict.fromkeys(("check", "checkin", "check-in", "tick", "did"), "done"),
    **dict.fromkeys(("pause", "holiday", "vacation", "rest"), "practice rest"),
    **dict.fromkeys(("goals", "vision"), "goal"),
    **dict.fromkeys(("rate", "reading"), "goal rate"),
    "milestone": "goal milestone",
    "streaks": "streak",
    **dict.fromkeys(("models", "belief", "beliefs"), "model"),
    **dict.fromkeys(("ladder", "climb"), "model climb"),
    "evidence": "model evidence",
    **dict.fromkeys(("forecast", "prediction", "predictions", "bet"), "predict"),
    "resolve": "predict resolve",
    "calibration": "predict calibration",
    **dict.fromkeys(("card", "cards", "flashcards", "quiz"), "recall"),
    **dict.fromkeys(("week", "month", "year"), "review {}"),
    **dict.fromkeys(("stats", "statistics", "heatmap"), "review year"),
    "mentors": "mentor",
    **dict.fromkeys(("summary", "send", "mail"), "share"),
    "reply": "feedback",
    **dict.fromkeys(("rm", "remove", "trash"), "delete"),
    **dict.fromkeys(("undelete", "recover"), "restore"),
    **dict.fromkeys(("find", "grep", "filter"), "search"),
    **dict.fromkeys(("ls", "entries", "history"), "list"),
    **dict.fromkeys(("cat", "view", "read"), "show"),
    "tag": "tags",
    **dict.fromkeys(("export-json", "dump"), "export --to json"),
    **dict.fromkeys(("settings", "set", "init", "setup", "configure"), "config"),
    **dict.fromkeys(("theme", "colors", "colours"), "themes"),
    "template": "templates",
    **dict.fromkeys(("prompts", "question", "questions"), "prompt"),
    **dict.fromkeys(("reminder", "reminders", "notify"), "remind"),
    "version": "--version",
    "man": "help",
    **dict.fromkeys(("keys", "dates", "formats", "files"), "help {}"),
}
"""Words from other programs, and the commands they mean; {} is the word itself."""

WITHIN = {
    **dict.fromkeys(("new", "create", "make", "begin", "start", "set", "write"), ("add",)),
    **dict.fromkeys(("ls", "all", "show-all"), ("list",)),
    **dict.fromkeys(("view", "cat", "read", "open"), ("show",)),
    **dict.fromkeys(
        ("rm", "del", "delete", "remove", "drop", "stop", "end"), ("delete", "remove", "drop", "end", "retire")
    ),
    **dict.fromkeys(("change", "update", "rename"), ("edit",)),
    **dict.fromkeys(("score", "reading", "measure"), ("rate",)),
    **dict.fromkeys(("finish", "complete", "done", "reach", "close"), ("achieve", "resolve", "end")),
    **dict.fromkeys(("ladder", "up"), ("climb",)),
    **dict.fromkeys(("visit", "look", "check"), ("revisit",)),
    **dict.fromkeys(("answer", "outcome"), ("resolve",)),
    **dict.fromkeys(("pause", "skip", "holiday"), ("rest", "pause")),
    **dict.fromkeys(("step", "milestones"), ("milestone",)),
}
"""Words after a group's name, and the commands they may mean: the first that the group has."""


def meant(word: str, commands: Sequence[str]) -> str:
    """The suggestion for an unknown command: "mastery log"; two, joined by "or", if it is like two; or empty."""
    known = COMMANDS.get(word.casefold())
    if known is not None:
        return f"mastery {known.format(word.casefold())}".strip()
    return " or ".join(f"mastery {near}" for near in _near(word, commands))


def meant_within(group: str, word: str, commands: Sequence[str]) -> str:
    """The same for a word after a group's name, which is written in full: "mastery goal"."""
    known = next((one for one in WITHIN.get(word.casefold(), ()) if one in commands), None)
    if group.endswith(" practice") and word.casefold() in ("done", "check", "tick"):
        return "mastery done"
    near = [known] if known else _near(word, commands)
    return " or ".join(f"{group} {one}" for one in near)


def _near(word: str, among: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word.casefold(), list(among), 2, 0.6)
