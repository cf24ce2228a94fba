"""The forms of mental models, predictions and recall cards: what each asks for, checks, and saves."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from mastery.core.base.errors import BadInput
from mastery.core.base.phrases import headline, near_day, short_day
from mastery.core.base.records import Entry
from mastery.core.base.when import parse_day
from mastery.core.goals.goal import Goal
from mastery.core.thinking.acts import check_open
from mastery.core.thinking.cards import check_side
from mastery.core.thinking.model import (
    HEAVIEST,
    RUNG_NAMES,
    RUNG_QUESTIONS,
    RUNGS,
    Model,
    Side,
    Standing,
    Visit,
    Way,
    check_statement,
    find_model,
    of_model,
    read_leap,
    read_percent,
    read_still,
)
from mastery.core.thinking.prediction import Outcome, Prediction, read_probability
from mastery.tui.forms.goals import check_goals, find_goals, free_name
from mastery.tui.screens.form import Field, Form
from mastery.verbs.cards import add_card
from mastery.verbs.models import (
    add_evidence,
    climb,
    edit_model,
    retire,
    revise,
    revisit,
    standing_of,
    write_model,
)
from mastery.verbs.predictions import predict, resolve

if TYPE_CHECKING:
    from mastery.store import Journal


def model_form(journal: "Journal", model: Model | None, *, entry: Entry | None = None, statement: str = "") -> Form:
    """Adds a model, perhaps from an entry; or edits the wording, the area and the goals of one."""
    goals = journal.records(Goal)
    names = ", ".join(one.title for one in goals if model is not None and one.id in model.goals)
    fields = [
        Field("statement", "What do you believe? One sentence", model.statement if model else statement,
              "Meetings without an agenda decide nothing", 2, free_name(journal, Model, model, _statement)),
        Field("about", "What is it about?", model.about if model else "", "work, learning, people"),
        Field("goals", "For the goals", names, "beginnings of their names, commas between", check=check_goals(journal)),
    ]  # fmt: skip
    if model is None:
        fields.insert(1, _sure("70"))
        fields.insert(2, Field("why", "What makes you that sure?", "", "It was so three times of three"))

    def save(typed: dict[str, str]) -> str:
        named = find_goals(journal, typed["goals"])
        words, about = _in_a_line(typed["statement"]), typed["about"].strip()
        if model is not None:
            ids = tuple(one.id for one in named)
            new = edit_model(journal, model, msgspec.structs.replace(model, statement=words, about=about, goals=ids))
            return f"Changed: {new.statement}"
        sure = read_percent(typed["confidence"])
        made = write_model(journal, words, sure, about=about, why=typed["why"], goals=named, entry=entry)
        return f"Written down: {made.statement}"

    name = f"model-{model.id if model else entry.id if entry else 'new'}"
    title = (
        "Mend the wording; another belief is a revision" if model else "A mental model: what do you take for granted?"
    )
    return Form(title, name, fields, save)


def _in_a_line(typed: str) -> str:
    """What was typed into a field of several lines, as one line."""
    return " ".join(typed.split())


def _statement(typed: str) -> str:
    return check_statement(_in_a_line(typed))


def _sentence(noun: str) -> Callable[[str], str]:
    """Refuses an invalid sentence."""
    return lambda typed: "" * bool(check_statement(_in_a_line(typed), noun))


def _sure(value: str, label: str = "How sure are you? 0–100", hint: str = "70") -> Field:
    return Field("confidence", label, value, hint, check=lambda typed: "" * read_percent(typed))


def climb_form(journal: "Journal", model: Model, *, down: bool) -> Form:
    """Climbs the ladder of inference, a rung at a time."""
    check_open(model)
    order = tuple(reversed(RUNGS)) if down else RUNGS
    fields = [Field(one, RUNG_NAMES[one], "", RUNG_QUESTIONS[one], 2) for one in order]
    fields.append(Field("leap", "Riskiest leap, up to", "", ", ".join(RUNGS[1:]), check=lambda typed: _rung(typed)))
    fields.append(Field("other", "Another reading", "", "How else could the same data be understood?", 2))

    def save(typed: dict[str, str]) -> str:
        leap = read_leap(typed["leap"])
        way: Way = "down" if down else "up"
        climb(journal, model, typed, leap=leap, other=typed["other"], way=way)
        return f"Kept: the ladder of “{model.statement}”"

    about = (model.statement,)
    title = f"Ladder of inference, {'down' if down else 'up'}"
    return Form(title, f"climb-{model.id}", fields, save, about, guided=True, upward=not down)


def _rung(typed: str) -> str:
    leap = read_leap(typed)
    return RUNG_NAMES[leap].casefold() if leap else ""


def evidence_form(
    journal: "Journal", model: Model | None, *, entry: Entry | None = None, said: str = "",
    make: Callable[[Model, Side, int, str], object] | None = None,
) -> Form:  # fmt: skip
    """Adds evidence for or against a model; with an entry, or with the text `said`, it asks for which model.

    `make` adds it in another way.
    """
    text = headline(entry) if entry else said
    fields = [
        Field("side", "For or against?", "", "for, against", check=lambda typed: "" * bool(_side(typed))),
        Field("weight", f"Weight, 1–{HEAVIEST}: {HEAVIEST} against shakes it", "1", "1",
              check=lambda typed: "" * _weight(typed)),
        Field("text", "What speaks for it, or against it?", " ".join(text.split()),
              "Tuesday's had none, and we decided", 2, _something),
    ]  # fmt: skip
    if model is None:
        fields.insert(0, _model_field(journal, ""))

    def save(typed: dict[str, str]) -> str:
        of = model or _find(journal, typed["model"])
        side, weight, words = _side(typed["side"]), _weight(typed["weight"]), _in_a_line(typed["text"])
        if make is not None:
            make(of, side, weight, words)
        else:
            add_evidence(journal, of, side, weight, words, entry=entry)
        found, today = standing_of(journal, of), journal.today()
        shaken = f"\nIt is shaken, and due {near_day(found.due or today, today)}." if found.status == "shaken" else ""
        return f"Kept, {side}: {of.statement}{shaken}"

    title = f"Evidence: {model.statement}" if model else f"Evidence from “{entry.title}”" if entry else "Evidence"
    return Form(title, f"evidence-{model.id if model else entry.id if entry else ''}", fields, save)


def _side(typed: str) -> Side:
    text = typed.strip().casefold()
    if text and "for".startswith(text):
        return "for"
    if text and "against".startswith(text):
        return "against"
    raise BadInput("for or against")


def _weight(typed: str) -> int:
    if typed.strip() not in ("1", "2", "3"):
        raise BadInput(f"1, 2 or {HEAVIEST}")
    return int(typed)


def _something(typed: str) -> str:
    if not typed.strip():
        raise BadInput("say it in a few words")
    return ""


def _find(journal: "Journal", typed: str) -> Model:
    """The model of a short name. Raises MasteryError if none or several match, or the model has ended."""
    return check_open(find_model(typed, [model for model, _ in journal.models()]))


def _model_field(journal: "Journal", value: str, label: str = "Which model?") -> Field:
    return Field(
        "model", label, value, "a word of it, or its beginning",
        check=lambda typed: _find(journal, typed).statement if typed.strip() or not value else "",
    )  # fmt: skip


def visit_form(journal: "Journal", model: Model, found: Standing) -> Form:
    """Revisits a model; if it is shaken, asks what follows from that."""
    check_open(model)
    change_of_mind = next(
        (one.change for one in reversed(_visits(journal, model)) if one.change), "Three good ones without an agenda"
    )
    fields = [
        Field("still", "Is it still so?", "", "yes, partly, no", check=lambda typed: "" * bool(read_still(typed))),
        _sure("", f"How sure now? It was {found.confidence}", "0–100"),
        Field("why", "What makes you that sure?", "", "", 2),
        Field("change", "What would change your mind?", "", change_of_mind, 2),
    ]
    if found.status == "shaken":
        fields += [
            Field("differently", "What will you do differently, believing the same?", "", "single-loop", 2),
            Field("instead", "Or: what do you believe instead?", "", "double-loop: it takes this one's place", 2),
        ]

    def save(typed: dict[str, str]) -> str:
        still, sure = read_still(typed["still"]), read_percent(typed["confidence"])
        instead = _in_a_line(typed.get("instead", ""))
        if instead:
            return _revise(journal, model, instead, sure, typed["why"])
        change, differently = typed["change"], typed.get("differently", "")
        revisit(journal, model, still, sure, why=typed["why"], change=change, differently=differently)
        due = standing_of(journal, model).due
        again = f" Again {near_day(due, journal.today())}." if due else ""
        return f"{sure} % sure: {model.statement}.{again}"

    return Form(f"Look again: {model.statement}", f"visit-{model.id}", fields, save, _shaken_text(found))


def _shaken_text(found: Standing) -> list[str]:
    """What shook a model, a line each."""
    return [f"Shaken — {one}" for one in found.shaken_by]


def _visits(journal: "Journal", model: Model) -> Sequence[Visit]:
    return of_model(model, journal.records(Visit))


def revise_form(journal: "Journal", model: Model, found: Standing) -> Form:
    """Changes a belief: another model takes its place (double-loop)."""
    check_open(model)
    fields = (
        Field("statement", "What do you believe instead?", "", "One sentence", 2, _sentence("model")),
        _sure(str(found.confidence)),
        Field("why", "What changed your mind?", "", "", 3),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        return _revise(journal, model, _in_a_line(typed["statement"]), read_percent(typed["confidence"]), typed["why"])

    return Form(f"Instead of: {model.statement}", f"revise-{model.id}", fields, save)


def _revise(journal: "Journal", model: Model, statement: str, confidence: int, why: str) -> str:
    return f"Revised. Now: {revise(journal, model, statement, confidence, why=why).new.statement}"


def retire_form(journal: "Journal", model: Model) -> Form:
    """Retires a model."""
    check_open(model)
    fields = (Field("why", "Why does it matter no more?", "", "I left that team"),)

    def save(typed: dict[str, str]) -> str:
        retire(journal, model, typed["why"])
        return f"Retired: {model.statement}"

    return Form(f"Retire: {model.statement}", f"retire-{model.id}", fields, save)


def prediction_form(journal: "Journal", model: Model | None, *, entry: Entry | None = None) -> Form:
    """Predicts something, perhaps to test a model."""
    today = journal.today()

    def by(typed: str) -> str:
        if not typed.strip():
            raise BadInput("say when it will be known")
        day = parse_day(typed, today, prefer="future")
        if day < today:
            raise BadInput("that is over")
        return short_day(day)

    def tested(typed: str) -> str:
        return _find(journal, typed).statement if typed.strip() else ""

    fields = (
        Field("statement", "What will happen?", "", "The workshop ends with a decision", 2, _sentence("prediction")),
        Field("probability", "How likely is it? 1–99 %", "", "70", check=lambda typed: "" * read_probability(typed)),
        Field("by", "When will it be known?", "", "friday, in 2 weeks, 2026-12-01", check=by),
        Field("model", "Which model does it put to the test?", model.title if model else "",
              "a word of it, or its beginning; may stay empty", check=tested),
        Field("about", "What is it about, where no model says it?", "", "work, weather"),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        made = predict(
            journal,
            _in_a_line(typed["statement"]),
            read_probability(typed["probability"]),
            parse_day(typed["by"], today, prefer="future"),
            model=_find(journal, typed["model"]) if typed["model"].strip() else None,
            about=typed["about"],
            entry=entry,
        )
        return f"{made.probability} %, known {near_day(made.by, today)}: {made.statement}"

    return Form("A prediction", f"prediction-{model.id if model else entry.id if entry else 'new'}", fields, save)


def resolve_form(journal: "Journal", one: Prediction) -> Form:
    """Resolves a prediction."""
    fields = (
        Field("outcome", "Did it come true?", "", "yes, no; void where it cannot be told",
              check=lambda typed: "" * bool(_outcome(typed))),
        Field("why", "What did you learn from it? For void, why it cannot be told", "", "", 2),
    )  # fmt: skip

    def save(typed: dict[str, str]) -> str:
        outcome = _outcome(typed["outcome"])
        new, model = resolve(journal, one, outcome, typed["why"])
        said = {"yes": "Came true", "no": "Did not come true", "void": "Void"}[outcome]
        shaken = f"\nThat shakes “{model.statement}”, which is due tomorrow." if model else ""
        return f"{said}: {new.statement}{shaken}"

    return Form(f"{one.probability} %: {one.statement}", f"resolve-{one.id}", fields, save)


def _outcome(typed: str) -> Outcome:
    text = typed.strip().casefold()
    answers: tuple[Outcome, ...] = ("yes", "no", "void")
    fits = [one for one in answers if text and one.startswith(text)]
    if not fits:
        raise BadInput("yes, no or void")
    return fits[0]


def card_form(journal: "Journal", entry: Entry) -> Form:
    """Makes a recall card of an entry."""

    def filled(side: str) -> Callable[[str], str]:
        return lambda typed: "" * bool(check_side(typed, side))

    fields = (
        Field("question", "Question", "", "What would you want to be asked in a year?", 2, filled("question")),
        Field("answer", "Answer", "", entry.title, 4, filled("answer")),
    )

    def save(typed: dict[str, str]) -> str:
        add_card(journal, typed["question"], typed["answer"], entry=entry)
        return "Kept. It is asked tomorrow."

    return Form(f"A recall card from “{entry.title or 'the entry'}”", f"card-{entry.id}", fields, save)
