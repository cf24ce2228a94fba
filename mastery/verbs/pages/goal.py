"""What is read of a journal for the page of a goal."""

from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal, Rating, effort, ratings_of
from mastery.core.pages.goal import ENTRIES, GoalFacts
from mastery.core.practices.cadence import period_of
from mastery.core.practices.practice import practised
from mastery.core.sharing.feedback import Feedback, remarks_on
from mastery.store.journal import Journal


def goal_facts(journal: Journal, goal: Goal, week_starts: int) -> GoalFacts:
    """What is known of a goal. `week_starts` is the weekday, Monday is 0, on which weeks begin."""
    practices = [one for one in journal.practices() if one.practice.goal == goal.id]
    week = period_of(journal.today(), month=False, week_starts=week_starts)[0]
    sessions = journal.sessions()
    ids = [one.id for one in sorted(sessions, key=lambda one: (one.day, one.id)) if goal.id in one.goals]
    linked = [journal.get(Entry, one) for one in ids[: -ENTRIES - 1 : -1]]
    return GoalFacts(
        goal=goal,
        ratings=ratings_of(goal, journal.records(Rating)),
        practices=practices,
        effort=effort(goal, sessions, practised(practices), week),
        linked=[one for one in linked if one is not None],
        models=journal.models(),
        remarks=remarks_on(goal.id, journal.records(Feedback)),
    )
