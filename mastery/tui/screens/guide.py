"""A guided form: one question after the other, with earlier answers in sight, as on a ladder."""

import contextlib
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from mastery.core.base.errors import MasteryError
from mastery.tui.screens.form import Field, Form, FormScreen
from mastery.tui.widgets.area import Area
from mastery.tui.widgets.note import Note
from mastery.tui.widgets.picklist import clean

if TYPE_CHECKING:
    from mastery.store import Journal


class Answer(Area):
    """A text of several lines, in which enter goes on to the next question."""

    def on_key(self, event: events.Key) -> None:
        """Goes on; as a binding it would after the letters that follow quickly."""
        if event.key == "enter" and isinstance(self.screen, GuideScreen):
            event.stop()
            event.prevent_default()
            self.screen.action_step(1)


class GuideScreen(FormScreen):
    """Asks the fields of a form one by one; one can go back to any of them."""

    MINOR_KEYS = frozenset({"guide.before"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1)", "Next", priority=True, id="guide.next", tooltip="The next question"),
        Binding("enter", "finish", "Finish", id="guide.finish", key_display="enter",
                tooltip="After the last question: keeps it all"),
        Binding("ctrl+j", "new_line", "New line", id="guide.line", tooltip="Another line of the answer"),
        Binding("ctrl+l", "make('failed')", "Lesson, card", priority=True, id="guide.card",
                tooltip="A lesson of this line, and its recall card"),
        Binding("ctrl+l", "make('models')", "Evidence", priority=True, id="guide.evidence",
                tooltip="Evidence for or against a model, of this line"),
        Binding("ctrl+l", "make('goals')", "Readings", priority=True, id="guide.readings",
                tooltip="A new reading of each goal"),
        Binding("shift+tab", "step(-1)", "Before", priority=True, id="guide.before", tooltip="The question before"),
    ]  # fmt: skip

    def __init__(self, journal: "Journal", form: Form) -> None:
        super().__init__(journal, form)
        self._at = form.fields[0].name
        """The question at which it was left, as saved."""
        self._current = 0
        """The question that is open; the focus may be elsewhere, as while it closes."""

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
        typed, names = self.typed, [field.name for field in self.form.fields]
        at = self.journal.read_form(self._place).get("at", "")
        empty = next((name for name in names if not typed[name].strip()), names[0])
        self._show(names.index(at) if at in names else names.index(empty) if self._left else 0)

    @property
    def _place(self) -> str:
        """The name under which the question at which it was left is saved."""
        return f"{self.form.name}.at"

    def save_draft(self) -> None:
        """Writes what is typed to disk, and at which question."""
        super().save_draft()
        at = self.form.fields[self._current].name
        if at != self._at and not self.is_saved:
            with contextlib.suppress(MasteryError):  # only the place is lost; a text that cannot be saved is reported
                self.journal.save_form(self._place, {"at": at})
                self._at = at

    def drop(self) -> None:
        """Removes the draft: it was saved, or discarded."""
        super().drop()
        self.journal.drop_form(self._place)

    def _show(self, current: int) -> None:
        """Opens one question; of the others it shows the answers."""
        self._current = current
        for at, field in enumerate(self.form.fields):
            self.query_one(f"#form-field-{field.name}").set_class(at == current, "-current")
            note = self.query_one(f"#form-note-{field.name}", Note)
            if at != current:
                note.remove_class("-wrong")
                note.say(_in_a_line(self.typed[field.name]) or "·")
        field = self.form.fields[current]
        widget = self.query_one(f"#form-{field.name}")
        widget.focus()
        if isinstance(widget, TextArea):
            widget.move_cursor(widget.document.end)
        self.tell(field, quiet=True)
        self.refresh_bindings()

    def action_new_line(self) -> None:
        """Begins another line of the answer."""
        if isinstance(self.focused, Answer):
            self.focused.insert("\n")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what belongs to the question can be made; after the last question there is no next one."""
        if action == "make":
            current = self.form.fields[self._current].name
            return parameters == (current,) and any(one.field == current for one in self.form.extras)
        is_last = self._current == len(self.form.fields) - 1
        if action == "finish":
            return is_last
        if (action, parameters) == ("step", (1,)):  # tab saves nothing; enter does
            return not is_last
        return super().check_action(action, parameters)

    def action_make(self, name: str) -> None:
        """Makes what belongs to the question, of the line under the cursor."""
        extra = next(one for one in self.form.extras if one.field == name)
        area = self.query_one(f"#form-{name}", TextArea)
        made: dict[str, str] = {}
        form = extra.form(area.document.get_line(area.cursor_location[0]).strip().removeprefix("- "))

        def save(typed: dict[str, str]) -> str:
            said = form.save(typed)
            made.update(typed)
            return said

        def saved(said: str | None) -> None:
            if said:
                self.notify(said, markup=False)
                area.text = extra.after(area.text, made)
                area.move_cursor(area.document.end)
            area.focus()

        if not form.fields:
            self.notify("There is no active goal yet.", markup=False)
            return
        self.app.push_screen(FormScreen(self.journal, form._replace(save=save)), saved)

    def go_to_next(self, name: str) -> None:
        """Enter goes on to the next question."""
        self.action_step(1)

    def action_finish(self) -> None:
        """From the last question: saves the form."""
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Goes to the next question or the one before; enter in the last one saves the form."""
        current = self._current
        if by > 0 and not self.tell(self.form.fields[current]):
            self.app.bell()
        elif current + by == len(self.form.fields):
            self.action_save()
        else:
            self._show(max(0, current + by))

    def action_save(self) -> None:
        """Saves the form; if an answer is invalid, opens its question."""
        wrong = next((at for at, field in enumerate(self.form.fields) if not self.tell(field)), None)
        if wrong is not None:
            self._show(wrong)
            self.app.bell()
            return
        super().action_save()


def _in_a_line(answer: str) -> str:
    """An answer of several lines, a list perhaps, on one."""
    lines = (line.strip().removeprefix("- ") for line in answer.splitlines())
    return clean(" · ".join(line for line in lines if line))
