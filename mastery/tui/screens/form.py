"""A form: fields that say what they understand as one types. The typed text is on disk, and offered until saved."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from mastery.core.base.controls import visible
from mastery.core.base.errors import MasteryError
from mastery.tui.widgets.area import Area
from mastery.tui.widgets.bars import KeyBar
from mastery.tui.widgets.note import Note
from mastery.tui.widgets.plain import Line, Static

if TYPE_CHECKING:
    from mastery.store import Journal

SAVE_EVERY = 1.0
"""Seconds between writes of a form that changed."""


class Field(NamedTuple):
    """One field of a form."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """An example, shown while it is empty."""
    lines: int = 1
    """More than one for a text of several lines."""
    check: Callable[[str], str] = lambda typed: ""
    """What is understood of a typed value, in words. Raises BadInput for an invalid one."""


class Extra(NamedTuple):
    """A record that can be made on the way, in one field of a guided form."""

    field: str
    form: Callable[[str], "Form"]
    """The form that makes it, of the line under the cursor."""
    after: Callable[[str, dict[str, str]], str]
    """The text of the field after that, of what it was and what was typed into that form."""


class Form(NamedTuple):
    """What a form asks for, and what it saves."""

    title: str
    name: str
    """The name of its unsaved draft."""
    fields: Sequence[Field]
    save: Callable[[dict[str, str]], str]
    """Makes records of what was typed, and says what was done. Raises MasteryError, with nothing made."""
    about: Sequence[str] = ()
    """What is said above the fields."""
    guided: bool = False
    """Whether one field is asked after the other (`screens.guide`)."""
    upward: bool = False
    """Whether the first of them stands at the bottom."""
    extras: Sequence[Extra] = ()


class FormScreen(ModalScreen[str | None]):
    """Shows a form; returns what was done, or None."""

    AUTO_FOCUS = ""  # `begin` knows where to begin
    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Keep", priority=True, id="form.keep", tooltip="Keep it"),
        Binding("escape", "leave", "Leave", priority=True, id="form.leave", key_display="esc",
                tooltip="Leave; what was typed is offered again"),
        Binding("tab", "app.focus_next", "Next", priority=True, id="form.next", tooltip="The next field"),
        Binding("shift+tab", "app.focus_previous", "Previous", show=False, priority=True, id="form.previous",
                tooltip="The field before"),
        Binding("ctrl+r", "start_over", "Start over", id="form.over", tooltip="Away with what was left from before"),
        Binding("f1", "app.help", "Help", priority=True, id="form.help", tooltip="Keys of this form"),
    ]  # fmt: skip

    def __init__(self, journal: "Journal", form: Form) -> None:
        super().__init__()
        self.journal = journal
        self.form = form
        left = journal.unsaved_form(form.name)
        self._left = left.typed
        """What was typed earlier and not saved."""
        self._start = {field.name: field.value for field in form.fields}
        self._before = {**self._start, **left.before}
        """The text of each field before it was first touched."""
        self._on_disk = dict(self._left)
        self._failed = ""
        self.is_saved = False
        """Whether its records were made; the fields are then no longer a draft."""

    def compose(self) -> ComposeResult:
        """The fields under each other, each with what it understands."""
        with VerticalScroll(id="form") as box:
            box.border_title = Content(f" {visible(self.form.title)} ")
            box.can_focus = False
            for text in self.form.about:
                yield Static(text, classes="form-about")
            for field in reversed(self.form.fields) if self.form.upward else self.form.fields:
                with Vertical(classes="form-field", id=f"form-field-{field.name}"):
                    with Horizontal(classes="form-head"):
                        yield Static(field.label, classes="form-label")
                        yield Note(id=f"form-note-{field.name}")
                    yield self.make_input(field, self._left.get(field.name, field.value))
        yield KeyBar()

    def make_input(self, field: Field, value: str) -> Input | TextArea:
        """Where the field is typed."""
        if field.lines == 1:
            return Line(value, placeholder=field.hint, id=f"form-{field.name}", compact=True)
        area = Area(value, id=f"form-{field.name}", placeholder=field.hint, compact=True)
        area.styles.height = field.lines
        return area

    def on_mount(self) -> None:
        """Begins, and watches for what is typed."""
        for field in self.form.fields:
            self.tell(field, quiet=True)
        self.begin()
        if self._left:
            self.notify(self._left_text(), markup=False)
        self.set_interval(SAVE_EVERY, self.save_draft)

    def _left_text(self) -> str:
        """The notice about a draft: that it is one, and which of its fields were changed elsewhere in the meantime."""
        said = "This is what you had typed before. ctrl+r starts over."
        changed = [
            field.label
            for field in self.form.fields
            if field.name in self._left and field.value not in (self._before[field.name], self._left[field.name])
        ]
        more = f"\nChanged elsewhere in the meantime: {', '.join(changed)}. Saving overwrites that."
        return said + more * bool(changed)

    def begin(self) -> None:
        """Puts the cursor into the first field."""
        first = self.query_one(f"#form-{self.form.fields[0].name}")
        first.focus()
        if isinstance(first, Input):
            first.cursor_position = len(first.value)
        self.call_after_refresh(self.query_one("#form").scroll_home, animate=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Shows the whole field, its label too."""
        field = event.widget.parent
        if isinstance(field, Vertical):
            field.scroll_visible(animate=False)

    # What is typed

    @property
    def typed(self) -> dict[str, str]:
        """The text in the fields."""
        return {field.name: self._value(field.name) for field in self.form.fields}

    @property
    def touched(self) -> dict[str, str]:
        """The text of the fields that differ from what the form started with."""
        return {name: text for name, text in self.typed.items() if text != self._start[name]}

    def _value(self, name: str) -> str:
        widget = next(iter(self.query(f"#form-{name}")), None)
        if widget is None:  # not mounted yet: the program may end at any moment
            return self._left.get(name, self._start[name])
        return widget.value if isinstance(widget, Input) else widget.text if isinstance(widget, TextArea) else ""

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        name = (event.control.id or "").removeprefix("form-")
        field = next((one for one in self.form.fields if one.name == name), None)
        if field is not None:
            self.tell(field, quiet=True)

    def tell(self, field: Field, *, quiet: bool = False) -> bool:
        """Shows what is understood of a field; returns whether it is valid."""
        note = self.query_one(f"#form-note-{field.name}", Note)
        try:
            said, fits = field.check(self._value(field.name)), True
        except MasteryError as error:
            said, fits = str(error), False
        untouched = quiet and not fits and not self._value(field.name).strip()  # an empty field is not wrong yet
        note.set_class(not fits, "-wrong")
        note.say("" if untouched else said)
        return fits

    def save_draft(self) -> None:
        """Saves the fields as a draft, if they changed; if that fails, says so once."""
        typed = self.touched
        if self.is_saved or typed == self._on_disk or not any(text.strip() for text in self.typed.values()):
            return
        try:
            if typed:
                self.journal.save_form(self.form.name, typed, {name: self._before[name] for name in typed})
            else:
                self.drop()
        except MasteryError as error:
            if str(error) != self._failed:
                self.notify(f"What you type is not on disk: {error}", severity="error", timeout=10, markup=False)
            self._failed = str(error)
        else:
            self._on_disk, self._failed = typed, ""

    def drop(self) -> None:
        """Removes the draft: it was saved, or discarded."""
        self.journal.drop_form(self.form.name)

    # Leaving

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.go_to_next((event.control.id or "").removeprefix("form-"))

    def go_to_next(self, name: str) -> None:
        """Enter goes to the next field, and in the last one saves the form."""
        if name == self.form.fields[-1].name:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Saves the form; if that fails, goes to the invalid field."""
        for field in self.form.fields:
            if not self.tell(field):
                self.query_one(f"#form-{field.name}").focus()
                self.app.bell()
                return
        try:
            said = self.form.save(self.typed)
        except MasteryError as error:
            self.save_draft()
            self.notify(str(error), severity="error", timeout=8, markup=False)
            return
        self.is_saved = True
        self.drop()
        self.dismiss(said)

    def action_leave(self) -> None:
        """Leaves; what was typed is offered when the form is opened again."""
        self.save_draft()
        if self._failed:
            self.notify("It cannot be left: what you typed is not on disk.", severity="error", markup=False)
            return
        if self.touched and self.touched == self._on_disk:
            self.notify("What you typed is kept, and is there when you come back.", markup=False)
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Starting over needs a draft."""
        return action != "start_over" or bool(self._left)

    def action_start_over(self) -> None:
        """Puts the fields back to what they were before anything was typed."""
        self._left, self._before = {}, dict(self._start)
        for field in self.form.fields:
            widget = self.query_one(f"#form-{field.name}")
            if isinstance(widget, Input):
                widget.value = field.value
            elif isinstance(widget, TextArea):
                widget.text = field.value
        self._on_disk = {}
        self.drop()
        self.refresh_bindings()
