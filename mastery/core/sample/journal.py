"""A sample journal: two years of a person who learns Spanish, the guitar, and to lead meetings. From the same texts and
the same day come the same records, up to that day.

The texts name days by their week and weekday, "31 sun"; the present week is LAST.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from mastery.core.base.clock import Clock
from mastery.core.base.parts import bullets
from mastery.core.base.records import Entry, Kind, Record
from mastery.core.base.tags import tags_in
from mastery.core.practices.practice import CheckIn, Practice, TrackedPractice
from mastery.core.review.guided import review_title
from mastery.core.review.review import period
from mastery.core.sample.days import DAY, LAST, Texts, days_from, sections
from mastery.core.sample.learning import Learning
from mastery.core.writing.capture import split_title

WRITTEN = 19
"""Days before today on each of which something was written."""

LOW = {**dict.fromkeys(range(28, 34), -1.2), 64: -0.7, 65: -0.5, 73: -0.6, 74: -1.0, 75: -0.8, 38: 0.8, 39: 0.8}
"""How much better or worse than usual a week felt."""

TOPICS: Mapping[str, tuple[int, Kind, tuple[str, ...], tuple[int, ...]]] = {
    "spanish": (2, "session", ("tue", "wed", "sat"), (25, 30, 30, 45, 60)),
    "guitar": (6, "session", ("mon", "wed", "fri", "sun"), (20, 25, 25, 30, 40)),
    "meetings": (14, "note", ("tue", "thu"), (0,)),
}
"""For each goal's pool of topics the first week, the kind of entry, the weekdays, and the minutes."""


def sample(texts: Texts, clock: Clock, day_starts_at: dt.time) -> list[Record]:
    """Every record of the sample journal on the day of the clock."""
    maker = Sample(texts, clock, day_starts_at)
    return [one for one in maker.records() if begun(one) <= maker.now]


def begun(record: Record) -> dt.datetime:
    """The moment from which there is a record; long ago for a rest, which has none."""
    moment = next(
        (value for name in ("at", "recorded", "made", "sent") if (value := getattr(record, name, None))), None
    )
    return moment or dt.datetime.min.replace(tzinfo=dt.UTC)


class Sample(Learning):
    """One making of the sample."""

    def records(self) -> Iterator[Record]:
        """All, in an order in which each has what it needs."""
        learning = self.texts.learning
        for one in learning["goals"]:
            self.set_goal(one)
        practices = [self.practice_begun(one) for one in learning["practices"]]
        rests = [self.rest_taken(one) for one in learning["rests"]]
        models = [self.model_held(one) for one in learning["models"]]
        goals = [self.hindered_goal(one) for one in learning["goals"]]
        entries = self._diary()
        checkins = [one for each in learning["practices"] for one in self.checkins_of(each, rests)]
        entries += self._sessions()
        entries += self._reviews(entries, checkins)
        entries += self._days(entries)
        entries = [one for one in entries if one.at <= self.now]
        ratings = [one for each in learning["goals"] for one in self.ratings_of_goal(each)]
        inquiry = [one for each in learning["models"] for one in self.inquiry_into(each, entries)]
        predictions = [self.prediction_made(*one) for one in learning["predictions"]["list"]]
        yield from (*goals, *practices, *rests, *models, *entries, *checkins, *ratings, *inquiry, *predictions)
        yield from self.cards_asked(learning["cards"])
        tracked = [
            TrackedPractice(one, [c for c in checkins if c.practice == one.id], rests, self.today) for one in practices
        ]
        yield from self.mentor_heard(learning["mentor"], entries, ratings, tracked, predictions)

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
        for head, text in sections(self.texts.diary):
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
            body = "\n\n".join(f"## {heading}\n\n" + bullets(lines) for heading, lines in sections if lines)
            title = review_title(period("week", first, 0))
            found.append(self._entry(self.at(first + 6 * DAY, 19, 30), f"# {title}\n\n{body}", "review"))
        return found

    def _days(self, entries: Sequence[Entry]) -> list[Entry]:
        """Notes and good things for days on which nothing else was written: for the last ones first, then here and
        there."""
        away = days_from(self.day("38 mon"), self.day("39 sun"))
        taken = {one.day for one in entries}.union(away)
        free = [day for day in days_from(self.monday, self.today - DAY) if day not in taken]
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


def _listed(said: str | None) -> list[str]:
    return said.split(",") if said else []


def _done(practice: Practice, checkins: Iterable[CheckIn], monday: dt.date) -> int:
    """On how many days of a week a practice was done."""
    return len({one.day for one in checkins if one.practice == practice.id and monday <= one.day < monday + 7 * DAY})
