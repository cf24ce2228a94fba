"""Times of processes, taken in turns with what they are held against, and what the times come to."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple


class Times(NamedTuple):
    """What one thing took, in milliseconds, in the order of the rounds."""

    values: Sequence[float]

    def quantile(self, part: float) -> float:
        """The value below which that part of the values lies."""
        ordered = sorted(self.values)
        at = part * (len(ordered) - 1)
        low = ordered[int(at)]
        return low + (ordered[min(int(at) + 1, len(ordered) - 1)] - low) * (at % 1)

    @property
    def median(self) -> float:
        """The one in the middle."""
        return self.quantile(0.5)

    @property
    def p95(self) -> float:
        """What nineteen of twenty stay under."""
        return self.quantile(0.95)


class Ratio(NamedTuple):
    """How many times as long one thing took as another."""

    value: float
    pairs: float
    """The median of the pairs' own ratios: it agrees with `value` where the machine was calm."""


def ratio(ours: Times, reference: Times) -> Ratio:
    """Of the medians of what was measured in turns."""
    pairs = median(one / other for one, other in zip(ours.values, reference.values, strict=True))
    return Ratio(ours.median / reference.median, pairs)


def ratio_p95(ours: Times, reference: Times) -> Ratio:
    """Of what nineteen of twenty stay under; beside it the ratio of the medians."""
    return Ratio(ours.p95 / reference.p95, ours.median / reference.median)


def in_turns(rounds: int, *actions: Callable[[], float]) -> list[Times]:
    """Measures each action once a round, backwards every second round, so that a slow moment hits all of them."""
    taken: list[list[float]] = [[] for _ in actions]
    for number in range(rounds):
        for at in range(len(actions)) if number % 2 == 0 else reversed(range(len(actions))):
            taken[at].append(actions[at]())
    return [Times(values) for values in taken]


def run(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Milliseconds of a whole process, whose output nobody sees. Raises RuntimeError where it fails."""
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    start = time.perf_counter()
    child = os.posix_spawn(command[0], list(command), env, file_actions=quiet)
    _, status = os.waitpid(child, 0)
    taken = 1000 * (time.perf_counter() - start)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return taken
