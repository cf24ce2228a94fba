"""A sample journal: two years of a person who learns Spanish, the guitar, and to lead meetings. From the same texts and
the same day come the same records, up to that day.

The texts name days by their week and weekday, "31 sun"; the present week is LAST.
"""

import datetime as dt
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple, TypeVar

import msgspec

from mastery.core.cadence import Quota, due_days, parse_cadence, written
from mastery.core.capture import fixed, split_title
from mastery.core.cards import GRADES, Card, Memory, graded
from mastery.core.clock import Clock, journal_day, milliseconds
from mastery.core.feedback import commitment_of, new_feedback
from mastery.core.goals import Goal, Milestone, Obstacle, Reading, Resource
from mastery.core.ids import derived_id
from mastery.core.mentors import Mentor, Scope
from mastery.core.models import Climb, Evidence, Model, Visit
from mastery.core.practices import CadenceFrom, CheckIn, Kept, Practice, Rest, cadence_on
from mastery.core.predictions import Prediction
from mastery.core.records import Entry, Kind, R, Record
from mastery.core.review import period
from mastery.core.ritual import review_title
from mastery.core.sharing import shared
from mastery.core.summaries import new_summary
from mastery.core.summary import markdown, parts, summary_title
from mastery.core.tags import tags_in

LAST = 104
"""The week of today."""

WRITTEN = 19
"""Days before today on each of which something was written."""

UNASKED = 6
"""Days for which no recall card was asked."""

DAY = dt.timedelta(days=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

LOW = {**dict.fromkeys(range(28, 34), -1.2), 64: -0.7, 65: -0.5, 73: -0.6, 74: -1.0, 75: -0.8, 38: 0.8, 39: 0.8}
"""How much better or worse than usual a week felt."""

TOPICS: Mapping[str, tuple[int, Kind, tuple[str, ...], tuple[int, ...]]] = {
    "spanish": (2, "session", ("tue", "wed", "sat"), (25, 30, 30, 45, 60)),
    "guitar": (6, "session", ("mon", "wed", "fri", "sun"), (20, 25, 25, 30, 40)),
    "meetings": (14, "note", ("tue", "thu"), (0,)),
}
"""For each goal's pool of topics the first week, the kind of entry, the weekdays, and the minutes."""

T = TypeVar("T")


class Texts(NamedTuple):
    """What the sample is made of."""

    diary: str
    """Entries, each after a line with its day."""
    days: str
    """Pools of lines, each after a line with its name."""
    learning: Mapping[str, Any]
    """Goals, practices, models, predictions, cards and the mentor."""


class Then:
    """The clock as it was at a moment."""

    def __init__(self, clock: Clock, moment: dt.datetime) -> None:
        self._clock = clock
        self._moment = moment

    def now(self) -> dt.datetime:
        """The moment."""
        return self._moment

    def local(self, naive: dt.datetime) -> dt.datetime:
        """A clock time without zone as the aware moment it is in the local zone."""
        return self._clock.local(naive)

    def zone(self) -> str:
        """The local zone's name."""
        return self._clock.zone()


def sample(texts: Texts, clock: Clock, day_starts_at: dt.time) -> list[Record]:
    """Every record of the sample journal on the day of the clock."""
    maker = _Maker(texts, clock, day_starts_at)
    return [one for one in maker.records() if _begun(one) <= maker.now]


def _begun(record: Record) -> dt.datetime:
    """The moment from which there is a record; long ago for a rest, which has none."""
    moment = next(
        (value for name in ("at", "recorded", "made", "sent") if (value := getattr(record, name, None))), None
    )
    return moment or dt.datetime.min.replace(tzinfo=dt.UTC)


class _Maker:
    """One making of the sample: what was made already, by the keys of the texts."""

    def __init__(self, texts: Texts, clock: Clock, day_starts_at: dt.time) -> None:
        self.texts = texts
        self.clock = clock
        self.day_starts_at = day_starts_at
        self.now = clock.now()
        self.today = journal_day(self.now, day_starts_at)
        self.monday = self.today - self.today.weekday() * DAY - LAST * 7 * DAY
        """The first day of the first week."""
        self.chance = random.Random(f"sample {self.today}")  # noqa: S311 - nothing secret
        self.pools = _pools(texts.days)
        self.goals: dict[str, Goal] = {}
        self.models: dict[str, Model] = {}
        self.practices: dict[str, Practice] = {}
        self.by_key: dict[str, Entry] = {}
        """Entries of the diary that cards are drawn from."""
        self._numbers = count()

    # Days and ids

    def day(self, said: str) -> dt.date:
        """The day of "31 sun"."""
        week, _, name = said.partition(" ")
        return self.monday + (7 * int(week) + DAYS.index(name)) * DAY

    def at(self, day: dt.date, hour: int = 20, minute: int = 0) -> dt.datetime:
        """A moment of a day."""
        return fixed(self.clock.local(dt.datetime.combine(day, dt.time(hour, minute))))

    def id(self, moment: dt.datetime) -> str:
        """An id of that moment, another one each time."""
        return derived_id(milliseconds(moment), "sample", str(next(self._numbers)))

    def week(self, day: dt.date) -> int:
        """The number of a day's week."""
        return (day - self.monday).days // 7

    # Records

    def records(self) -> Iterator[Record]:
        """All, in an order in which each has what it needs."""
        learning = self.texts.learning
        for one in learning["goals"]:
            self._goal(one)
        practices = [self._practice(one) for one in learning["practices"]]
        rests = [self._rest(one) for one in learning["rests"]]
        models = [self._model(one) for one in learning["models"]]
        goals = [self._hindered(one) for one in learning["goals"]]
        entries = self._diary()
        checkins = [one for each in learning["practices"] for one in self._checkins(each, rests)]
        entries += self._sessions()
        entries += self._reviews(entries, checkins)
        entries += self._days(entries)
        entries = [one for one in entries if one.at <= self.now]
        readings = [one for each in learning["goals"] for one in self._readings(each)]
        inquiry = [one for each in learning["models"] for one in self._inquiry(each, entries)]
        predictions = [self._prediction(*one) for one in learning["predictions"]["list"]]
        yield from (*goals, *practices, *rests, *models, *entries, *checkins, *readings, *inquiry, *predictions)
        yield from self._cards(learning["cards"])
        kept = [Kept(one, [c for c in checkins if c.practice == one.id], rests, self.today) for one in practices]
        yield from self._mentor(learning["mentor"], entries, readings, kept, predictions)

    def _goal(self, one: Mapping[str, Any]) -> None:
        day = self.day(one["set"])
        moment = self.at(day, 18, 30)
        made = Goal(
            id=self.id(moment), title=one["title"], vision=one["vision"], reality=one["reality"], why=one["why"],
            target=self.day(one["target"]), budget=one["budget"], made=moment, day=day,
            milestones=tuple(
                Milestone(title=title, target=self.day(target), done=self.day(done) if done else None)
                for title, target, done in one["milestones"]
            ),
            resources=tuple(Resource(title=title, kind=kind, started=day) for title, kind in one["resources"]),
        )  # fmt: skip
        self.goals[one["key"]] = made

    def _hindered(self, one: Mapping[str, Any]) -> Goal:
        """The goal with what is in its way, which models may be behind."""
        obstacles = tuple(
            Obstacle(text=text, model=self.models[key].id if key else "") for text, key in one["obstacles"]
        )
        self.goals[one["key"]] = made = msgspec.structs.replace(self.goals[one["key"]], obstacles=obstacles)
        return made

    def _readings(self, one: Mapping[str, Any]) -> Iterator[Reading]:
        for said, vision, reality, note in one["readings"]:
            day = self.day(said)
            moment = self.at(day, 18, 45)
            yield Reading(
                id=self.id(moment), goal=self.goals[one["key"]].id, day=day, vision=vision, reality=reality, note=note,
                recorded=moment,
            )  # fmt: skip

    def _practice(self, one: Mapping[str, Any]) -> Practice:
        moment = self.at(self.day(one["since"]), 18, 50)
        made = Practice(
            id=self.id(moment), title=one["title"], goal=self.goals[one["goal"]].id, minutes=one["minutes"],
            cadences=tuple(
                CadenceFrom(since=self.day(since), cadence=written(parse_cadence(said)))
                for since, said in one["cadences"]
            ),
            made=moment,
        )  # fmt: skip
        self.practices[one["key"]] = made
        return made

    def _rest(self, one: Mapping[str, Any]) -> Rest:
        since = self.day(one["since"])
        of = self.practices[one["of"]].id if "of" in one else ""
        return Rest(id=self.id(self.at(since, 9)), of=of, since=since, until=self.day(one["until"]), why=one["why"])

    def _checkins(self, one: Mapping[str, Any], rests: Sequence[Rest]) -> Iterator[CheckIn]:
        """What was done of a practice, up to yesterday."""
        practice = self.practices[one["key"]]
        missed = {self.day(said) for said in one.get("missed", ())}
        surely = self.day(one["kept_from"]) if "kept_from" in one else self.today
        for day in _days(practice.since, self.today - DAY):
            often = [share for week, share in one["often"] if week <= self.week(day)][-1]
            resting = any(rest.of in ("", practice.id) and rest.since <= day <= (rest.until or day) for rest in rests)
            done = self.chance.random() < often or day >= surely
            if not done or day in missed or resting or not _is_due(practice, day):
                continue
            late = self.chance.random() < 0.015 and day < self.today - 4 * DAY
            moment = self.at(day + 3 * DAY * late, self.chance.choice((7, 12, 18, 21)), self.chance.randrange(60))
            yield CheckIn(
                id=self.id(moment),
                practice=practice.id,
                day=day,
                minutes=practice.minutes + self.chance.choice((-5, 0, 0, 0, 0, 5, 10)),
                note=self.chance.choice(one["notes"]) if "notes" in one and self.chance.random() < 0.12 else "",
                zone=self.clock.zone(),
                late=late,
                recorded=moment,
            )

    # Entries

    def _entry(self, moment: dt.datetime, text: str, kind: Kind = "note", **fields: Any) -> Entry:
        """An entry of a moment; a mood is found where none is given."""
        title, body = split_title(text)
        fields.setdefault("mood", self._mood(moment.date()))
        return Entry(
            id=self.id(moment), day=moment.date(), at=moment, zone=self.clock.zone(), kind=kind, title=title, body=body,
            tags=tags_in(text), recorded=moment, **fields,
        )  # fmt: skip

    def _mood(self, day: dt.date) -> int:
        """How an evening felt: a little better over the years, worse in the bad weeks; now and then it is not said."""
        if self.chance.random() < 0.2:
            return 0
        usual = 3.3 + 0.7 * self.week(day) / LAST + LOW.get(self.week(day), 0)
        return min(5, max(1, round(self.chance.gauss(usual, 0.8))))

    def _diary(self) -> list[Entry]:
        found = []
        for head, text in _sections(self.texts.diary):
            week, name, clock, kind, *facts = head.split()
            said = dict(fact.partition("=")[::2] for fact in facts)
            hour, minute = map(int, clock.split(":"))
            made = self._entry(
                self.at(self.day(f"{week} {name}"), hour, minute),
                text,
                msgspec.convert(kind, Kind),
                mood=int(said.get("mood", "0")),
                goals=tuple(self.goals[key].id for key in _listed(said.get("goals"))),
                models=tuple(self.models[key].id for key in _listed(said.get("models"))),
                minutes=int(said.get("minutes", "0")),
                applied="applied" in said,
                starred="star" in said,
                shareable="share" in said,
            )
            found.append(made)
            if "key" in said:
                self.by_key[said["key"]] = made
        return found

    def _sessions(self) -> list[Entry]:
        """The topics of each goal in their order, spread over the weeks."""
        found = []
        for name, (first, kind, weekdays, minutes) in TOPICS.items():
            pool = self.pools[name]
            for number, topic in enumerate(pool):
                week = first + (LAST - first) * number // len(pool)
                if LOW.get(week, 0) > 0:  # on holiday
                    continue
                day = self.day(f"{week} {self.chance.choice(weekdays)}")
                after = f"\n\n{self.chance.choice(self.pools['after'])}" if self.chance.random() < 0.5 else ""
                found.append(
                    self._entry(
                        self.at(day, self.chance.choice((7, 18, 20, 21)), self.chance.randrange(60)),
                        f"{topic} #{name}{after}",
                        kind,
                        goals=(self.goals[name].id,),
                        minutes=self.chance.choice(minutes),
                    )
                )
        return found

    def _reviews(self, entries: Sequence[Entry], checkins: Sequence[CheckIn]) -> list[Entry]:
        """The reviews of most weeks; that of the last one is still to be written."""
        found: list[Entry] = []
        promised: list[str] = []
        for week in range(1, LAST - 1):
            if LOW.get(week, 0) > 0 or (week < LAST - 6 and self.chance.random() < 0.2):
                promised = []
                continue
            first = self.monday + 7 * week * DAY
            sections = [("Promised this week", [f"[{self.chance.choice('xxx ')}] {one}" for one in promised])]
            mine = [one for one in entries if first <= one.day < first + 7 * DAY]
            done = [(one.title, _done(one, checkins, first)) for one in self.practices.values()]
            happened = [f"{title}: {days} days" for title, days in done if days > 1]
            sections.append(("What happened", [self.chance.choice(self.pools["happened"]), *happened]))
            sections.append(("Wins", [one.title for one in mine if one.kind == "win"]))
            if self.chance.random() < 0.6:
                sections.append(("What failed", [self.chance.choice(self.pools["failed"])]))
            promised = self.chance.sample(self.pools["promise"], self.chance.choice((2, 2, 3)))
            sections.append(("Next week", [f"[ ] {one}" for one in promised]))
            body = "\n\n".join(
                f"## {heading}\n\n" + "\n".join(f"- {line}" for line in lines) for heading, lines in sections if lines
            )
            title = review_title(period("week", first, 0))
            found.append(self._entry(self.at(first + 6 * DAY, 19, 30), f"# {title}\n\n{body}", "review"))
        return found

    def _days(self, entries: Sequence[Entry]) -> list[Entry]:
        """Notes and good things for days on which nothing else was written: for the last ones first, then here and
        there."""
        away = _days(self.day("38 mon"), self.day("39 sun"))
        taken = {one.day for one in entries}.union(away)
        free = [day for day in _days(self.monday, self.today - DAY) if day not in taken]
        last = [day for day in free if day >= self.today - WRITTEN * DAY]
        earlier = [day for day in free if day < self.today - WRITTEN * DAY]
        notes = self.chance.sample(self.pools["note"], len(self.pools["note"]))
        texts = notes + [self._good() for _ in notes]
        self.chance.shuffle(texts)
        chosen = last + self.chance.sample(earlier, min(len(earlier), len(texts) - len(last)))
        return [
            self._entry(self.at(day, self.chance.choice((8, 13, 19, 20, 21, 22)), self.chance.randrange(60)), text)
            for day, text in zip(chosen, texts, strict=False)
        ]

    def _good(self) -> str:
        first, *others = self.chance.sample(self.pools["good"], 3)
        return f"Good today: {first}; {'; '.join(others)}. #gratitude"

    # Models, predictions and cards

    def _model(self, one: Mapping[str, Any]) -> Model:
        day = self.day(one["day"])
        moment = self.at(day, 21, 30)
        ended = one.get("ended")
        made = Model(
            id=self.id(moment), statement=one["statement"], about=one["about"], confidence=one["confidence"],
            why=one.get("why", ""), goals=tuple(self.goals[key].id for key in one["goals"]), made=moment, day=day,
            before=self.models[one["before"]].id if "before" in one else "", ended=ended[1] if ended else "",
            ended_day=self.day(ended[0]) if ended else None, ended_why=ended[2] if ended else "",
        )  # fmt: skip
        self.models[one["key"]] = made
        return made

    def _inquiry(self, one: Mapping[str, Any], entries: Iterable[Entry]) -> Iterator[Record]:
        """Evidence, climbs and visits of a model."""
        model = self.models[one["key"]].id
        by_day = {entry.day: entry.id for entry in entries if model in entry.models}
        for side, weight, text, said in one.get("evidence", ()):
            moment = self.at(day := self.day(said), 21, 40)
            yield Evidence(
                id=self.id(moment), model=model, side=side, weight=weight, text=text, entry=by_day.get(day, ""),
                day=day, recorded=moment,
            )  # fmt: skip
        for climb in one.get("climbs", ()):
            moment = self.at(day := self.day(climb["day"]), 21, 45)
            rungs = {name: value for name, value in climb.items() if name != "day"}
            yield Climb(id=self.id(moment), model=model, day=day, recorded=moment, **rungs)
        for said, still, confidence, why, change, differently in one.get("visits", ()):
            moment = self.at(day := self.day(said), 21, 50)
            yield Visit(
                id=self.id(moment), model=model, day=day, still=still, confidence=confidence, why=why, change=change,
                differently=differently, recorded=moment,
            )  # fmt: skip

    def _prediction(
        self, said: str, probability: int, days: int, outcome: Any, of: str, statement: str, why: str
    ) -> Prediction:
        day = self.day(said)
        by, moment = day + days * DAY, self.at(day, 20, 15)
        over = bool(outcome)
        return Prediction(
            id=self.id(moment), statement=statement, probability=probability, by=by, made=moment, day=day,
            model=self.models[of].id if of in self.models else "", about="" if of in self.models else of,
            outcome=outcome, resolved=self.at(by, 20, 30) if over else None, resolved_day=by if over else None, why=why,
        )  # fmt: skip

    def _cards(self, cards: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[Card]:
        """A lesson's cards, asked whenever they were due, until some days ago."""
        for key, pairs in cards.items():
            entry = self.by_key[key]
            for question, answer in pairs:
                card = Card(
                    id=self.id(entry.at), question=question, answer=answer, entry=entry.id, made=entry.at,
                    day=entry.day, memory=Memory(due=entry.at + DAY),
                )  # fmt: skip
                while (asked := card.memory.due + self.chance.choice((0, 0, 1)) * DAY) < self.now - UNASKED * DAY:
                    grade = self.chance.choices(GRADES, (12, 15, 60, 13))[0]
                    card = graded(card, grade, asked, asked.astimezone(entry.at.tzinfo).date())
                yield card

    # The mentor

    def _mentor(
        self,
        one: Mapping[str, Any],
        entries: Sequence[Entry],
        readings: Sequence[Reading],
        kept: Sequence[Kept],
        predictions: Sequence[Prediction],
    ) -> Iterator[Record]:
        """The mentor, the last summary, and what came back of it."""
        added = self.at(day := self.day(one["added"]), 21)
        scope = Scope(
            goals=tuple(self.goals[key].id for key in one["goals"]), tags=tuple(one["tags"]), times=True, models=True
        )
        mentor = Mentor(
            id=self.id(added),
            name=one["name"],
            email=one["email"],
            scope=scope,
            rhythm=one["rhythm"],
            made=added,
            day=day,
        )
        yield mentor
        sent = self.at(until := self.day(one["sent"]), 20, 45)
        then = Then(self.clock, sent)
        of_then = [entry for entry in entries if self.day(one["since"]) <= entry.day <= until]
        goals, models = list(self.goals.values()), list(self.models.values())
        found = shared(
            scope, self.day(one["since"]), until, entries=of_then, goals=goals, readings=readings, kept=kept,
            models=models, predictions=predictions,
        )  # fmt: skip
        said = parts(found, note=one["note"], questions=f"- {one['questions']}")
        text = markdown(summary_title("", found), said)
        names = [part.name for part in said]
        summary = new_summary(mentor, found, text, text.encode(), "md", names, then, until, is_sealed=False)
        summary = self._with_id(summary, sent)
        yield summary
        answered = self.at(today := self.day(one["answered"]), 19, 20)
        then = Then(self.clock, answered)
        feedback = new_feedback(one["reply"], mentor, summary, of_then, goals, models, then, today)
        feedback = commitment_of(feedback, one["promised"], then, self.day_starts_at)
        yield self._with_id(feedback, answered)

    def _with_id(self, record: R, moment: dt.datetime) -> R:
        """The record with an id that is the same every time."""
        return msgspec.structs.replace(record, id=self.id(moment))


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """The heads and texts of a file in which each head is a line that begins with "## "."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        yield head, body.strip("\n")


def _pools(text: str) -> dict[str, list[str]]:
    """The lines of each pool, by its name."""
    return {name: [line for line in body.split("\n") if line] for name, body in _sections(text)}


def _listed(said: str | None) -> list[str]:
    return said.split(",") if said else []


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    """The days from one to another, both of them too."""
    return [first + at * DAY for at in range((last - first).days + 1)]


def _is_due(practice: Practice, day: dt.date) -> bool:
    """Whether a day is one on which a practice is done: any day of a quota, else a due day."""
    cadence = cadence_on(practice, day)
    return isinstance(cadence, Quota) or due_days(cadence, practice.since, day, day) == [day]


def _done(practice: Practice, checkins: Iterable[CheckIn], monday: dt.date) -> int:
    """On how many days of a week a practice was done."""
    return len({one.day for one in checkins if one.practice == practice.id and monday <= one.day < monday + 7 * DAY})
