"""What a person does with the learning timer: start, pause, resume, stop or discard it."""

from mastery.core.base.errors import MasteryError
from mastery.core.base.records import Entry
from mastery.core.goals.goal import Goal
from mastery.core.practices import timer as rules
from mastery.core.practices.acts import timed
from mastery.core.practices.practice import CheckIn, Practice
from mastery.core.practices.timer import Timer
from mastery.store.journal import Journal


def timer_title(journal: Journal, timer: Timer) -> str:
    """The title of the practice or goal that a timer runs for; "learning" without one."""
    about = _about(journal, timer)
    return about.title if about is not None else "learning"


def status_text(journal: Journal, timer: Timer) -> str:
    """How a timer stands, as a sentence: "The timer runs: 0:25, Guitar."."""
    runs = "runs" if timer.is_running else "is paused"
    return f"The timer {runs}: {rules.elapsed(timer, journal.clock.now())}, {timer_title(journal, timer)}."


def running(journal: Journal) -> Timer:
    """The timer that was started, which may be paused. Raises MasteryError without one."""
    timer = journal.timer()
    if timer is None:
        raise MasteryError("No timer runs. To start one: mastery timer start NAME")
    return timer


def start(journal: Journal, about: Practice | Goal | None = None) -> Timer:
    """Starts the timer, for a practice, a goal, or learning at large. Raises MasteryError if there is one already."""
    before = journal.timer()
    if before is not None:
        raise MasteryError(f"{status_text(journal, before)} To stop it: mastery timer stop")
    timer = rules.start(
        journal.clock.now(),
        goal=about.id if isinstance(about, Goal) else "",
        practice=about.id if isinstance(about, Practice) else "",
    )
    journal.set_timer(timer)
    return timer


def pause(journal: Journal) -> Timer:
    """Pauses the timer; a paused one stays paused. Raises MasteryError without one."""
    timer = rules.pause(running(journal), journal.clock.now())
    journal.set_timer(timer)
    return timer


def resume(journal: Journal) -> Timer:
    """Resumes a paused timer; a running one keeps running. Raises MasteryError without one."""
    timer = rules.resume(running(journal), journal.clock.now())
    journal.set_timer(timer)
    return timer


def stop(journal: Journal, timer: Timer, minutes: int | None = None, note: str = "") -> CheckIn | Entry:
    """Stops a timer and saves its time: a check-in of its practice, else an entry, about its goal if it has one.

    Without `minutes`, those that it counted. Raises MasteryError if this timer was stopped in the meantime, and as
    `check_in` does; then it keeps running.
    """
    if running(journal).began != timer.began:
        raise MasteryError("This timer was stopped in the meantime, and another one was started.")
    made = timed(timer, _about(journal, timer), minutes, note, journal.now())
    if isinstance(made, Entry):
        journal.add(made)
    else:
        journal.act("done", made=[made])
    journal.set_timer(None)
    return made


def discard(journal: Journal) -> None:
    """Stops the timer and saves nothing of it. Raises MasteryError without one."""
    running(journal)
    journal.set_timer(None)


def _about(journal: Journal, timer: Timer) -> Practice | Goal | None:
    """What a timer runs for; None for learning at large."""
    if timer.practice:
        return journal.get(Practice, timer.practice)
    return journal.get(Goal, timer.goal) if timer.goal else None
