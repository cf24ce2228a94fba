"""The editor for one entry: what is typed is a draft on disk within two seconds, and an entry once it is saved."""

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import TextArea

from mastery.core.base.errors import BadInput, MasteryError
from mastery.core.base.phrases import count, short_day, time_text
from mastery.core.base.records import KINDS, Entry, Kind
from mastery.core.base.tags import signed
from mastery.core.writing.capture import (
    Draft,
    NewEntry,
    check_text,
    make_entry,
    moment_of,
    parse_capture,
    with_details,
)
from mastery.core.writing.editing import (
    first_line,
    from_editing,
    meanwhile_text,
    new_from_editing,
    tags_below,
    to_editing,
)
from mastery.core.writing.moods import mood_name
from mastery.core.writing.prompts import answered
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.note import Note
from mastery.tui.widgets.plain import Static
from mastery.tui.widgets.writing import Writing
from mastery.verbs.writing import drafted_entry, edit_entry, write

if TYPE_CHECKING:
    from mastery.core.goals.goal import Goal
    from mastery.core.thinking.model import Model
    from mastery.core.writing.templates import Template
    from mastery.store import Journal, SavedDraft

SAVE_EVERY = 1.0
"""Seconds between writes of a draft that changed."""

MOOD_ORDER = (0, 3, 4, 5, 1, 2)
"""The moods in the order in which the key goes through them; 0 is none."""

STAYS = "Leave; what was typed stays as a draft"

RESTS = 0.15
"""Seconds without a key after which it shows what the text will become; at every word, it would paint once more."""

LOOK_AT = 4000
"""Characters of a text that are searched for day and tags while it is typed; the whole text is when it is saved."""

LOOK_FOR_TAGS = 20_000
"""Characters of an edited text whose tags are shown next to the tags line."""

NEW = """\
The first line, or its first sentence, becomes the title.
Begin with yesterday 21:30: to set the day and the time."""

ANSWER = "The question is the title; your answer comes here."

LONGEST = 100_000
"""The most letters of a line that is wrapped; with a longer one, every key would be slow."""


class ComposeScreen(Screen[Entry | None]):
    """Returns the saved entry, or None."""

    CSS_PATH = "compose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Keep", priority=True, id="compose.keep", tooltip="Keep it as an entry"),
        Binding("escape", "leave", "Leave", priority=True, id="compose.leave", key_display="esc", tooltip=STAYS),
        Binding("ctrl+t", "kind", "Kind", priority=True, id="compose.kind", tooltip="Change the kind of entry"),
        Binding("ctrl+l", "mood", "Mood", priority=True, id="compose.mood", tooltip="How it felt"),
        Binding("ctrl+o", "template", "Template", priority=True, id="compose.template",
                tooltip="Begin with a template"),
    ]  # fmt: skip

    def __init__(
        self,
        journal: "Journal",
        entry: Entry | None = None,
        *,
        draft: "SavedDraft | None" = None,
        text: str = "",
        key: str = "",
        kind: Kind = "note",
        question: str = "",
        goal: "Goal | None" = None,
        model: "Model | None" = None,
    ) -> None:
        """Edits `entry`, or writes a new one of `kind`, perhaps with a `text` that was begun elsewhere (as the draft
        `key`), answering a question, or about a goal or a model; or resumes a draft."""
        super().__init__()
        self.journal = journal
        if draft is not None and entry is None:
            entry = drafted_entry(journal, draft.key)
        self.entry = entry
        self.kind: Kind = entry.kind if entry else kind
        self._mood = 0
        self._question = question
        self._goal = goal
        self._model = model
        self._key = draft.key if draft else key or journal.new_draft_key(entry.id if entry else None)
        self._template: Template | None = None
        self._start = to_editing(entry) if entry else ""
        self._text = draft.text if draft else text or self._start
        self._on_disk = draft.text if draft else ""
        self._failed = ""
        self._is_saved = False
        """Whether the entry was saved; the text is then no longer a draft."""

    def compose(self) -> ComposeResult:
        """What is being written, the editor, what it will become, the keys."""
        named = self._goal or self._model
        about = f" about “{named.title}”" if named else ""
        title = f"Editing “{self.entry.title or 'untitled'}”" if self.entry else f"New entry{about}"
        yield Static(title, id="compose-title")
        if self._question:
            yield Static(self._question, id="compose-question")
        hint = "" if self.entry else ANSWER if self._question else NEW
        yield Writing(self._text, id="compose-text", placeholder=hint)
        with Horizontal(id="compose-about"):
            yield Note(id="compose-what")
            yield Note(id="compose-draft")
        yield KeyBar()

    def on_mount(self) -> None:
        """Puts the cursor where writing continues, and watches the text."""
        area = self.query_one(TextArea)
        area.focus()
        if self.entry is None:
            area.move_cursor(area.document.end)
        else:
            area.move_cursor((self._first_line(), 0))
        self._tell_soon = self.set_interval(RESTS, self._tell, pause=True)
        self.set_interval(SAVE_EVERY, self.save_draft)
        self.save_draft()  # a text that was begun elsewhere
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Collects what is typed before the editor is ready."""
        if event.is_printable and event.character:
            event.stop()
            self.query_one(TextArea).insert(event.character)

    def _first_line(self) -> int:
        """The line below the front matter and the title."""
        lines = self._text.split("\n")
        head = first_line(self._text)
        return next((at for at, line in enumerate(lines) if at >= head and line and not line.startswith("#")), 0)

    @property
    def text(self) -> str:
        """The text in the editor or, before the editor exists, the text it will start with."""
        area = next(iter(self.query(TextArea)), None)
        return area.text if area is not None else self._on_disk if self.is_mounted else self._text

    # Drafts

    def save_draft(self) -> None:
        """Writes the draft if it changed; if that fails, says so once."""
        text = self.text
        if self._is_saved or text in (self._on_disk, self._start) or not text.strip():
            return
        try:
            self.journal.save_draft(self._key, text)
        except MasteryError as error:
            if str(error) != self._failed:
                self.notify(f"The draft is not on disk: {error}", severity="error", timeout=10, markup=False)
            self._failed = str(error)
        else:
            self._on_disk, self._failed = text, ""
        if self.is_mounted:
            self._tell()

    # What it will become

    @on(TextArea.Changed)
    def _typed(self) -> None:
        area = self.query_one(TextArea)
        wraps = max(map(len, area.document.lines)) <= LONGEST
        if wraps != area.soft_wrap:
            area.soft_wrap = wraps
            if not wraps:
                self.notify("A line is too long to be wrapped; it goes on to the right.", markup=False)
        self._tell_soon.reset()

    def _tell(self) -> None:
        self._tell_soon.pause()
        text = self.text
        self.query_one("#compose-what", Note).say(self._says(text))
        line, tags = tags_below(text[:LOOK_FOR_TAGS]) or (0, ())
        more = " …" if len(text) > LOOK_FOR_TAGS else ""
        self.query_one(Writing).say_beside(line, f"in the text: {_named(tags)}{more}" if tags else "")
        saved = text == self._on_disk
        draft = "not on disk" if self._failed else "draft on disk" if saved and text.strip() else ""
        self.query_one("#compose-draft", Note).say(draft)

    def _says(self, text: str) -> str:
        """Day, time, kind, tags and words of what is being typed."""
        given = len(self._start.split()) if self._template is not None else 0
        words = count(max(0, (len(text.split()) if len(text) < 200_000 else text.count(" ") + 1) - given), "word")
        if self.entry is not None:
            return words
        parts: list[str] = [self.kind]
        with contextlib.suppress(MasteryError):  # reported when it is saved
            now = self.journal.now()
            draft = self._draft(text[:LOOK_AT])
            at, day = moment_of(draft.when, now)
            parts = [f"{short_day(day)} {time_text(at)}", ("★ " if draft.starred else "") + self.kind]
            parts += [f"mood: {mood_name(self._mood)}"] * bool(self._mood)
            parts += [_named(draft.tags[:6])] * bool(draft.tags)
        return "  ·  ".join([*parts, words])

    def _draft(self, text: str) -> Draft:
        """The parsed text: an answer to the prompt, or a text of its own."""
        return answered(self._question, text) if self._question else parse_capture(text, self.journal.clock.now())

    def action_kind(self) -> None:
        """The next kind."""
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]  # type: ignore[assignment]
        self._tell()

    def action_mood(self) -> None:
        """The next mood: from the middle up, then from below."""
        self._mood = MOOD_ORDER[(MOOD_ORDER.index(self._mood) + 1) % len(MOOD_ORDER)]
        self._tell()

    def action_template(self) -> None:
        """Begins with a template; only if nothing was typed yet, so that nothing is lost."""
        from mastery.core.writing.templates import to_fill
        from mastery.host.packs import load_templates
        from mastery.tui.screens.choice import ChoiceScreen

        if self.text.strip() and self.text != self._start:
            self.notify("A template is chosen before anything is written.", markup=False)
            return
        templates, problems = load_templates()
        for problem in problems:
            self.notify(problem, severity="warning", markup=False)

        def fill(index: int | None) -> None:
            if index is None:
                return
            self._template = templates[index]
            self.kind = self._template.kind  # type: ignore[assignment]
            self._start = to_fill(self._template)
            area = self.query_one(TextArea)
            area.text = self._start
            title = next((at for at, line in enumerate(self._start.split("\n")) if line.startswith("# ")), 0)
            area.move_cursor((title, 2))
            self.refresh_bindings()

        self.app.push_screen(ChoiceScreen("Begin with", [(one.name, one.about) for one in templates]), fill)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Kind and mood of an old entry, and of one from a template, are changed in its first lines."""
        if action in ("kind", "mood"):
            return self.entry is None and self._template is None
        return action != "template" or self.entry is None

    # Leaving

    def action_save(self) -> None:
        """Saves the text as an entry; if that fails, says why and changes nothing."""
        try:
            saved = self._saved(self.text)
        except MasteryError as error:
            self.save_draft()
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        self._is_saved = True
        self.journal.drop_draft(self._key)
        self.dismiss(saved)

    def _saved(self, text: str) -> Entry:
        if self.entry is None:
            return self._written(text)
        saved = edit_entry(self.journal, self.entry, from_editing(text, self.entry, self.journal.now()))
        if saved.meanwhile:
            self.notify(meanwhile_text(saved.meanwhile, "u"), markup=False)
        return saved.entry

    def _written(self, text: str) -> Entry:
        new = self._new(self._filled_in(text, self._template) if self._template is not None else text)
        entry = with_details(
            new.entry,
            mood=self._mood,
            goals=[self._goal.id] if self._goal is not None else (),
            models=[self._model.id] if self._model is not None else (),
        )
        written = write(self.journal, entry)
        if new.unclear:
            self.notify(new.unclear, severity="warning", timeout=8, markup=False)
        if written.prediction is not None:
            self.notify(f"Its prediction is due {short_day(written.prediction.by)}.", markup=False)
        return written.entry

    def _new(self, text: str) -> NewEntry:
        """The entry that the text makes: an answer to the question, or a text of its own."""
        now = self.journal.now()
        if self._question and self._template is None:
            return NewEntry(make_entry(answered(self._question, text), now, self.kind))
        return new_from_editing(check_text(text), now, self.kind)

    def _filled_in(self, text: str, template: "Template") -> str:
        from mastery.core.writing.templates import filled_in

        found = filled_in(template, text)
        if not found:
            raise BadInput("Nothing is filled in yet.")
        return found

    def action_leave(self) -> None:
        """Leaves. What was typed stays as a draft that Today offers."""
        self.save_draft()
        text = self.text
        if self._failed and text.strip() and text != self._start:
            self.notify("It cannot be left: the draft is not on disk. Copy the text, or make room.", severity="error")
            return
        if not text.strip() or text == self._start:
            self.journal.drop_draft(self._key)
        else:
            self.journal.leave_draft(self._key)
            self.notify("Your draft is kept. Today offers it again.", markup=False)
        self.dismiss(None)


def _named(tags: Sequence[str]) -> str:
    """Tags as they are typed."""
    return " ".join(map(signed, tags))
