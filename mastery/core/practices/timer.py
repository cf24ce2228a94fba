"""The learning timer: started, paused, resumed, stopped; data that outlives the program that shows it."""

import datetime as dt

import msgspec

from mastery.core.base.records import Moment


class Timer(msgspec.Struct, frozen=True, kw_only=True):
    """A timer, running or paused."""

    goal: str = ""
    """Id of the goal that is learnt for."""
    practice: str = ""
    """Id of the practice that is done."""
    began: Moment
    """When it was first started."""
    counted: int = 0
    """Seconds that were counted before it was last started."""
    since: Moment | None = None
    """When it was last started; None while it is paused."""

    @property
    def is_running(self) -> bool:
        """Whether it is running."""
        return self.since is not None


def start(now: dt.datetime, *, goal: str = "", practice: str = "") -> Timer:
    """A timer that runs from now on."""
    return Timer(goal=goal, practice=practice, began=now, since=now)


def pause(timer: Timer, now: dt.datetime) -> Timer:
    """The timer, paused; a paused one is unchanged."""
    return msgspec.structs.replace(timer, counted=seconds(timer, now), since=None)


def resume(timer: Timer, now: dt.datetime) -> Timer:
    """The timer, running again; a running one is unchanged."""
    return timer if timer.is_running else msgspec.structs.replace(timer, since=now)


def seconds(timer: Timer, now: dt.datetime) -> int:
    """The seconds it has counted; a clock that was set back takes nothing away."""
    running = (now - timer.since).total_seconds() if timer.since is not None else 0
    return timer.counted + max(0, int(running))


def elapsed(timer: Timer, now: dt.datetime) -> str:
    """The time it has counted, in hours and whole minutes: "1:05"."""
    spent = seconds(timer, now) // 60
    return f"{spent // 60}:{spent % 60:02}"


def minutes(timer: Timer, now: dt.datetime) -> int:
    """The minutes it has counted, rounded, at least one."""
    return max(1, round(seconds(timer, now) / 60))
