"""The goals, practices, mental models, predictions, cards and the mentor of the sample journal."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from mastery.core.base.clock import Clock
from mastery.core.base.records import Entry, R, Record
from mastery.core.goals.goal import Goal, Milestone, Obstacle, Rating, Resource
from mastery.core.practices.cadence import Quota, due_days, parse_cadence, written
from mastery.core.practices.practice import CadenceFrom, CheckIn, Practice, Rest, TrackedPractice, cadence_on
from mastery.core.sample.days import DAY, Days, Texts, days_from
from mastery.core.sharing.feedback import commitment_of, new_feedback
from mastery.core.sharing.mentors import Mentor, Scope
from mastery.core.sharing.scope import shared
from mastery.core.sharing.summary import markdown, new_summary, parts, summary_title
from mastery.core.thinking.cards import GRADES, Card, Memory, graded
from mastery.core.thinking.model import Climb, Evidence, Model, Visit
from mastery.core.thinking.prediction import Prediction

UNASKED = 6
"""Days for which no recall card was asked."""


class Learning(Days):
    """What is learnt and believed: made already, by the keys of the texts."""

    def __init__(self, texts: Texts, clock: Clock, day_starts_at: dt.time) -> None:
        super().__init__(texts, clock, day_starts_at)
        self.goals: dict[str, Goal] = {}
        self.models: dict[str, Model] = {}
        self.practices: dict[str, Practice] = {}
        self.by_key: dict[str, Entry] = {}
        """Entries of the diary that cards are drawn from."""

    def set_goal(self, one: Mapping[str, Any]) -> None:
        """A goal of the texts, as it was set."""
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

    def hindered_goal(self, one: Mapping[str, Any]) -> Goal:
        """The goal with what is in its way, which models may be behind."""
        obstacles = tuple(
            Obstacle(text=text, model=self.models[key].id if key else "") for text, key in one["obstacles"]
        )
        self.goals[one["key"]] = made = msgspec.structs.replace(self.goals[one["key"]], obstacles=obstacles)
        return made

    def ratings_of_goal(self, one: Mapping[str, Any]) -> Iterator[Rating]:
        """Its readings."""
        for said, vision, reality, note in one["readings"]:
            day = self.day(said)
            moment = self.at(day, 18, 45)
            yield Rating(
                id=self.id(moment), goal=self.goals[one["key"]].id, day=day, vision=vision, reality=reality, note=note,
                recorded=moment,
            )  # fmt: skip

    def practice_begun(self, one: Mapping[str, Any]) -> Practice:
        """A practice of the texts."""
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

    def rest_taken(self, one: Mapping[str, Any]) -> Rest:
        """Days of rest."""
        since = self.day(one["since"])
        of = self.practices[one["of"]].id if "of" in one else ""
        return Rest(id=self.id(self.at(since, 9)), of=of, since=since, until=self.day(one["until"]), why=one["why"])

    def checkins_of(self, one: Mapping[str, Any], rests: Sequence[Rest]) -> Iterator[CheckIn]:
        """What was done of a practice, up to yesterday."""
        practice = self.practices[one["key"]]
        missed = {self.day(said) for said in one.get("missed", ())}
        surely = self.day(one["kept_from"]) if "kept_from" in one else self.today
        for day in days_from(practice.since, self.today - DAY):
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

    # Models, predictions and cards

    def model_held(self, one: Mapping[str, Any]) -> Model:
        """A mental model of the texts."""
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

    def inquiry_into(self, one: Mapping[str, Any], entries: Iterable[Entry]) -> Iterator[Record]:
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

    def prediction_made(
        self, said: str, probability: int, days: int, outcome: Any, of: str, statement: str, why: str
    ) -> Prediction:
        """A prediction of the texts, and what came of it."""
        day = self.day(said)
        by, moment = day + days * DAY, self.at(day, 20, 15)
        over = bool(outcome)
        return Prediction(
            id=self.id(moment), statement=statement, probability=probability, by=by, made=moment, day=day,
            model=self.models[of].id if of in self.models else "", about="" if of in self.models else of,
            outcome=outcome, resolved=self.at(by, 20, 30) if over else None, resolved_day=by if over else None, why=why,
        )  # fmt: skip

    def cards_asked(self, cards: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[Card]:
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
                    card = graded(card, grade, self.then(asked.astimezone(entry.at.tzinfo)))
                yield card

    # The mentor

    def mentor_heard(
        self,
        one: Mapping[str, Any],
        entries: Sequence[Entry],
        ratings: Sequence[Rating],
        tracked: Sequence[TrackedPractice],
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
        of_then = [entry for entry in entries if self.day(one["since"]) <= entry.day <= until]
        goals, models = list(self.goals.values()), list(self.models.values())
        found = shared(
            scope, self.day(one["since"]), until, entries=of_then, goals=goals, ratings=ratings, tracked=tracked,
            models=models, predictions=predictions,
        )  # fmt: skip
        said = parts(found, note=one["note"], questions=f"- {one['questions']}")
        text = markdown(summary_title("", found), said)
        names = [part.name for part in said]
        summary = new_summary(mentor, found, text, text.encode(), "md", names, self.then(sent), is_sealed=False)
        summary = self._with_id(summary, sent)
        yield summary
        answered = self.at(self.day(one["answered"]), 19, 20)
        feedback = new_feedback(one["reply"], mentor, summary, of_then, goals, models, self.then(answered))
        feedback = commitment_of(feedback, one["promised"], self.then(answered))
        yield self._with_id(feedback, answered)

    def _with_id(self, record: R, moment: dt.datetime) -> R:
        """The record with an id that is the same every time."""
        return msgspec.structs.replace(record, id=self.id(moment))


def _is_due(practice: Practice, day: dt.date) -> bool:
    """Whether a day is one on which a practice is done: any day of a quota, else a due day."""
    cadence = cadence_on(practice, day)
    return isinstance(cadence, Quota) or due_days(cadence, practice.since, day, day) == [day]
