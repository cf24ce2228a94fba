"""A guided form: one question after the other, with what was answered before in sight, as on a ladder."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from mastery.tui.screens.form import Field, FormScreen
from mastery.tui.widgets.note import Note
from mastery.tui.widgets.picklist import clean


class Answer(TextArea):
    """A text of several lines, in which enter goes on to the next question."""

    def on_key(self, event: events.Key) -> None:
        """Goes on; as a binding it would after the letters that follow quickly."""
        if event.key == "enter" and isinstance(self.screen, GuideScreen):
            event.stop()
            event.prevent_default()
            self.screen.action_step(1)


class GuideScreen(FormScreen):
    """Asks the fields of a form one by one; any may be gone back to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1)", "Next", priority=True, id="guide.next", tooltip="The next question"),
        Binding("shift+tab", "step(-1)", "Before", priority=True, id="guide.before", tooltip="The question before"),
    ]

    @property
    def _current(self) -> int:
        focused = self.focused.id if self.focused is not None else ""
        names = [f"form-{field.name}" for field in self.form.fields]
        return names.index(focused) if focused in names else 0

    def make_input(self, field: Field, value: str) -> Input | TextArea:
        """Where the field is typed."""
        if field.lines == 1:
            return super().make_input(field, value)
        area = Answer(value, id=f"form-{field.name}", placeholder=field.hint, compact=True)
        area.styles.height = field.lines
        return area

    def begin(self) -> None:
        """Begins with the first question that is not answered yet."""
        self.add_class("-guided")
        typed = self.typed
        first = next((at for at, field in enumerate(self.form.fields) if not typed[field.name].strip()), 0)
        self._show(first)

    def _show(self, current: int) -> None:
        """Opens one question; of the others it shows the answers."""
        for at, field in enumerate(self.form.fields):
            self.query_one(f"#form-field-{field.name}").set_class(at == current, "-current")
            note = self.query_one(f"#form-note-{field.name}", Note)
            if at != current:
                note.remove_class("-wrong")
                note.say(clean(self.typed[field.name]) or "·")
        field = self.form.fields[current]
        self.query_one(f"#form-{field.name}").focus()
        self.tell(field, quiet=True)

    def go_on(self, name: str) -> None:
        """Enter goes on to the next question."""
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Goes to the next question or the one before; after the last one the form is kept."""
        current = self._current
        if by > 0 and not self.tell(self.form.fields[current]):
            self.app.bell()
        elif current + by == len(self.form.fields):
            self.action_keep()
        else:
            self._show(max(0, current + by))

    def action_keep(self) -> None:
        """Keeps the form; where a question is in the way, opens it."""
        wrong = next((at for at, field in enumerate(self.form.fields) if not self.tell(field)), None)
        if wrong is not None:
            self._show(wrong)
            self.app.bell()
            return
        super().action_keep()
