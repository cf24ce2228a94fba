"""The figures, a function each. A function yields its rows; ROWS names them for the command line."""

import datetime as dt
import itertools
import json
import random
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from mastery.core.practices.cadence import _ruled_days, parse_cadence
from mastery.core.practices.streaks import Mark, Phase, Plan, streak
from tests.bench import jrnl
from tests.bench.bench import SMALL, Bench, in_all
from tests.bench.measure import Ratio, Times, in_turns, ratio, ratio_p95, run
from tests.bench.table import UNKNOWN, Row, bounded_row, number, ratio_row, times_row
from tests.bench.terminal import Terminal

DIARY = 10_000
"""The size that most bounds are about: ten years."""

CAPTURE = "Finished the second coat. It looks better than the first one did. #house"
WORDS = ("garden", "piano", "deadline", "morning", "compost", "at noon", "neighbour", "patience", "wedding", "zebra")
SEARCHED, LONG_SEARCHED = 0.1, 0.4
"""Seconds of silence after which a search has said all; the letter itself may be painted long before."""
CADENCES = ("daily", "mon,wed,fri", "every 2 days", "3/week", "150min/week", "10/month", "RRULE:FREQ=MONTHLY;BYDAY=1MO")
FORBIDDEN = ("tinydb", "textual", "rich", "dateutil", "markdown_it", "tomlkit", "asyncio", "mastery.tui")
"""What writing an entry down has no use for."""
MODULES = 125
"""Modules that `mastery log` may load, Python's own included."""
SAME_BYTES = 64
"""Bytes that a longer number in a header makes."""


def log(bench: Bench) -> Iterator[Row]:
    """`mastery log` from a shell: the same at every size, and hardly more than starting click."""
    times: dict[int, Times] = {}
    same: dict[int, Ratio] = {}
    click: dict[int, Ratio] = {}
    small = bench.journal(SMALL)
    for size in bench.sizes:
        commands = [
            bench.mastery(bench.journal(size), "log", CAPTURE),
            bench.mastery(small, "log", CAPTURE),
            [bench.python, "-c", "import click"],
        ]
        actions = [partial(run, command, bench.env) for command in commands]
        in_turns(1, *actions)
        times[size], base, bare = in_turns(4 * bench.rounds, *actions)
        same[size], click[size] = ratio(times[size], base), ratio(times[size], bare)
    yield times_row("mastery log TEXT", times)
    yield ratio_row(f"  against {SMALL} entries", same, 1.1)
    yield ratio_row('  against python -c "import click"', click, 3.0)


def status(bench: Bench) -> Iterator[Row]:
    """`mastery status` in a prompt, against `mastery log`, on a journal that was read once and written to since."""
    times: dict[int, Times] = {}
    ratios: dict[int, Ratio] = {}
    for size in bench.sizes:
        journal = bench.journal(size)
        run(bench.mastery(journal, "log", CAPTURE), bench.env)
        run(bench.mastery(journal, "today"), bench.env)
        commands = [bench.mastery(journal, "status"), bench.mastery(journal, "log", CAPTURE)]
        actions = [partial(run, command, bench.env) for command in commands]
        in_turns(1, *actions)
        times[size], logged = in_turns(4 * bench.rounds, *actions)
        ratios[size] = ratio(times[size], logged)
    yield times_row("mastery status", times)
    yield ratio_row("  against mastery log TEXT", ratios, 1.1)


def against_jrnl(bench: Bench) -> Iterator[Row]:
    """jrnl adding to a journal of the same entries."""
    label, bound = "  jrnl's time to add, in ours", ">=8x"
    try:
        program = bench.jrnl or jrnl.installed(bench.keep / "jrnl")
    except jrnl.Missing as missing:
        yield Row(label, {bench.sizes[0]: str(missing)}, bound, UNKNOWN)
        return
    times: dict[int, Times] = {}
    faster: dict[int, Ratio] = {}
    for size in (size for size in bench.sizes if size <= DIARY):
        journal = bench.journal(size)
        text = bench.work / f"jrnl-{size}.txt"
        run(bench.mastery(journal, "export", "--to", "jrnl", "--output", str(text)), bench.env)
        command = jrnl.command(program, text)
        actions = (
            partial(run, [*command, CAPTURE], bench.env),
            partial(run, bench.mastery(journal, "log", CAPTURE), bench.env),
        )
        in_turns(1, *actions)
        times[size], ours = in_turns(bench.rounds, *actions)
        faster[size] = ratio(times[size], ours)
    yield times_row("jrnl TEXT", times)
    cells = {size: f"{one.value:.1f}x ({one.pairs:.1f}x)" for size, one in faster.items()}
    row = bounded_row(label, {size: -one.value for size, one in faster.items()}, {DIARY: -8.0}, cells, "x")
    yield row._replace(bound=bound)


def ready(bench: Bench) -> Iterator[Row]:
    """From starting the interface to Today with what the journal says."""
    times: dict[int, Times] = {}
    ratios: dict[int, Ratio] = {}

    def start(command: Sequence[str], text: str) -> float:
        with Terminal(command, bench.env) as terminal:
            return terminal.ready(text)

    empty = Times(())
    for size in bench.sizes:
        actions = (
            partial(start, bench.mastery(bench.journal(size)), in_all(size)),
            partial(start, bench.app("empty"), "An empty app"),
        )
        in_turns(1, *actions)
        times[size], empty = in_turns(2 * bench.rounds, *actions)
        ratios[size] = ratio(times[size], empty)
    yield times_row(f"Today ready (empty app {number(empty.median)})", times)
    yield ratio_row("  against an empty app", ratios, {DIARY: 1.8, 10 * DIARY: 3.0})


def keys(bench: Bench) -> Iterator[Row]:
    """A key to the screen, beside the same key in Textual's own list and editor."""
    down = itertools.repeat("\x1b[B")
    moved: dict[int, tuple[Times, Times]] = {}
    for size in bench.sizes:
        lines = min(size, DIARY)
        with bench.interface(size) as ours, Terminal(bench.app("plain_list", str(lines)), bench.env) as plain:
            plain.ready("Line 0,")
            ours.press("2", f"{size:,} entries")
            moved[size] = _keys(bench, ours, plain, down)
    yield from _key_rows("a key down in the timeline", "Textual's list", moved)

    typed: dict[int, tuple[Times, Times]] = {}
    for size in bench.sizes:
        prose = itertools.cycle("It rained all morning, and the roof held. We measured the shelf twice. ")
        with bench.interface(size) as ours, Terminal(bench.app("plain_editor"), bench.env) as plain:
            ours.press("n")
            typed[size] = _keys(bench, ours, plain, prose)
    yield from _key_rows("a key in the editor", "Textual's editor", typed)


def _keys(bench: Bench, ours: Terminal, plain: Terminal, typed: Iterator[str]) -> tuple[Times, Times]:
    """Ten keys to one, ten to the other, and so on; the pauses between them are as uneven as a person's."""
    chance = random.Random(1)
    taken: tuple[list[float], list[float]] = ([], [])
    for terminal in (ours, plain):
        terminal.settle()
    for turn in range(2 * bench.rounds + 1):
        some = list(itertools.islice(typed, 10))
        for terminal, times in zip((ours, plain), taken, strict=True):
            for key in some:
                time.sleep(chance.uniform(0.005, 0.03))
                one = terminal.press(key)
                times += [one] if turn else []  # the first ten warm up
    return Times(taken[0]), Times(taken[1])


def _key_rows(label: str, reference: str, taken: Mapping[int, tuple[Times, Times]]) -> Iterator[Row]:
    yield times_row(label, {size: ours for size, (ours, _) in taken.items()})
    yield Row("  p95, ms", {size: f"{number(ours.p95)}" for size, (ours, _) in taken.items()})
    ratios = {size: ratio_p95(ours, plain) for size, (ours, plain) in taken.items()}
    yield ratio_row(f"  p95 (p50) against {reference}", ratios, {DIARY: 2.0})


def review(bench: Bench) -> Iterator[Row]:
    """From the key of the Review screen to its map and its page, once after each start."""
    times: dict[int, Times] = {}
    for size in bench.sizes:
        journal = bench.journal(size)
        taken: list[float] = []
        for _ in range(min(bench.rounds, 7)):
            with bench.interface(size, journal) as terminal:
                terminal.settle()
                terminal.press("5", "The week of")
                taken.append(terminal.answered("The week of") or 0.0)
        times[size] = Times(taken)
    yield times_row("Review ready, ms", times)
    medians = {size: one.median for size, one in times.items()}
    cells = {size: number(one) for size, one in medians.items()}
    yield bounded_row("  median, ms", medians, {DIARY: 150.0, 10 * DIARY: 500.0}, cells, " ms")


def search(bench: Bench) -> Iterator[Row]:
    """Search as you type: from a letter to what it found, which is painted together with how much that is."""
    warm: dict[int, Times] = {}
    cold: dict[int, Times] = {}
    for size in bench.sizes:
        journal = bench.journal(size)
        first: list[float] = []
        for _ in range(min(bench.rounds, 5)):
            with bench.interface(size, journal) as terminal:
                terminal.press("/", "to search")
                terminal.press("g", " found")
                first.append(terminal.answered(" found") or 0.0)
        cold[size] = Times(first)
        with bench.interface(size, journal) as terminal:
            terminal.press("/", "to search")
            terminal.press("g", "found")
            later: list[float] = []
            for word in itertools.islice(itertools.cycle(WORDS), 2 * bench.rounds):
                terminal.press("\x15", "to search")
                for letter in word:
                    terminal.press(letter, quiet=SEARCHED if size <= DIARY else LONG_SEARCHED)
                    found = terminal.answered(" found")  # not painted where it is as many as before
                    later += [] if found is None else [found]
            warm[size] = Times(later)
    yield times_row("search, first letter after start", cold)
    yield times_row("search, every letter after", warm)
    p95 = {size: times.p95 for size, times in warm.items()}
    yield bounded_row("  p95, ms", p95, {DIARY: 50.0}, {size: number(one) for size, one in p95.items()}, " ms")


def save(bench: Bench) -> Iterator[Row]:
    """A save in the open journal, beside one append with fsync."""
    saves: dict[int, Times] = {}
    more: dict[int, float] = {}
    grows: dict[int, Ratio] = {}
    for size in bench.sizes:
        folders = [str(bench.journal(SMALL)), str(bench.journal(size))]
        told = _told(bench.app("saves", str(20 * bench.rounds), *folders), bench)
        small, saves[size] = map(Times, told["saves"])
        more[size] = saves[size].median - Times(told["appends"][1]).median
        grows[size] = ratio(saves[size], small)
    yield times_row("a save in the interface", saves)
    cells = {size: number(one) for size, one in more.items()}
    yield bounded_row("  over one append with fsync, ms", more, dict.fromkeys(more, 2.0), cells, " ms")
    yield ratio_row(f"  against {SMALL} entries", grows, 1.25)


def memory(bench: Bench) -> Iterator[Row]:
    """What the interface has resident: after Today, after Journal, after a search."""
    shown = ("Today", "Journal", "a search")
    taken: dict[str, dict[int, Times]] = {one: {} for one in shown}
    largest: dict[int, Ratio] = {}
    plain = Times(())
    for size in bench.sizes:
        rounds: list[tuple[float, ...]] = []
        for _ in range(min(bench.rounds, 3)):
            with Terminal(bench.app("empty"), bench.env) as empty:
                empty.ready("An empty app")
                empty.settle()
                least = empty.memory()
            with bench.interface(size) as ours:
                rounds.append((least, *_stations(ours, size)))
        plain, *stations = (Times(values) for values in zip(*rounds, strict=True))
        for one, times in zip(shown, stations, strict=True):
            taken[one][size] = times
        largest[size] = ratio(max(stations, key=lambda times: times.median), plain)
    for one in shown:
        yield times_row(f"memory after {one}", taken[one], "MB")
    yield ratio_row(f"  most, against an empty app's {number(plain.median)}", largest, {DIARY: 2.5})


def _stations(terminal: Terminal, size: int) -> Iterator[float]:
    terminal.settle(1, 2)
    yield terminal.memory()
    terminal.press("2", f"{size:,} entries")
    terminal.settle(1, 2)
    yield terminal.memory()
    terminal.press("/", "to search")
    for letter in WORDS[0]:
        terminal.press(letter, quiet=LONG_SEARCHED)
    terminal.settle(1, 2)
    yield terminal.memory()


def export(bench: Bench) -> Iterator[Row]:
    """The whole journal in open formats."""

    def write(journal: Path, form: str, out: Iterator[str]) -> float:
        return run(bench.mastery(journal, "export", "--to", form, "--output", next(out)), bench.env)

    for form in ("markdown", "markdown-folder", "html", "json"):
        taken: dict[int, Times] = {}
        for size in bench.sizes:
            out = (str(bench.work / f"{form}-{size}-{number}") for number in itertools.count())
            (taken[size],) = in_turns(min(bench.rounds, 3), partial(write, bench.journal(size), form, out))
        yield times_row(f"export, {form}", taken)
        seconds = {size: times.median / 1000 for size, times in taken.items()}
        cells = {size: f"{one:.2f}" for size, one in seconds.items()}
        yield bounded_row("  in seconds", seconds, {DIARY: 3.0}, cells, " s")


def exact(bench: Bench) -> Iterator[Row]:
    """What `mastery log` reads, writes and loads: the same at every size, to the byte or nearly."""
    sizes = (SMALL, *bench.sizes)
    counts = {size: counted(bench, size) for size in dict.fromkeys(sizes)}
    for what in ("read", "written"):
        moved = {size: one["moved"][what] for size, one in counts.items() if one["moved"]}
        more = {size: abs(one - moved[SMALL]) for size, one in moved.items() if size in bench.sizes}
        cells = {size: f"{one:,}" for size, one in moved.items()}
        bounds = dict.fromkeys(bench.sizes, float(SAME_BYTES))
        yield Row(f"bytes {what} by mastery log", cells)
        cells = {size: str(one) for size, one in more.items()}
        yield bounded_row(f"  off those at {SMALL} entries", more, bounds, cells, " B", exact=True)
    loaded = {size: len(one["modules"]) for size, one in counts.items() if size in bench.sizes}
    cells = {size: str(one) for size, one in loaded.items()}
    yield bounded_row("modules mastery log loads", loaded, dict.fromkeys(loaded, float(MODULES)), cells, "", exact=True)
    heavy = {size: forbidden(one["modules"]) for size, one in counts.items() if size in bench.sizes}
    cells = {size: ", ".join(names) or "none" for size, names in heavy.items()}
    number_of = {size: len(names) for size, names in heavy.items()}
    yield bounded_row("  of them of no use to it", number_of, dict.fromkeys(heavy, 0.0), cells, "", exact=True)


def counted(bench: Bench, size: int) -> dict[str, Any]:
    """Modules and bytes of the third `mastery log` on a journal: by then all is compiled, and the log has lines."""
    command = bench.app("counted", "--journal", str(bench.journal(size)), "log", CAPTURE)
    for _ in range(2):
        _told(command, bench)
    return _told(command, bench)


def forbidden(modules: Sequence[str]) -> list[str]:
    """Which of the modules `mastery log` has no use for."""
    return [one for one in FORBIDDEN if any(f"{name}.".startswith(f"{one}.") for name in modules)]


def streaks(bench: Bench) -> Iterator[Row]:
    """A streak of ten years, and fifty of them: worked out anew each time."""
    days, practices = 3650, 50
    today = dt.date(2026, 6, 30)
    first = today - dt.timedelta(days)
    chance = random.Random(1)
    marks = {first + dt.timedelta(at): Mark(20, 20) for at in range(days + 1) if chance.random() < 0.9}
    plans = [Plan([Phase(first, parse_cadence(text))]) for text in CADENCES]

    def one(plan: Plan) -> float:
        _ruled_days.cache_clear()
        began = time.perf_counter()
        streak(plan, marks, today)
        return 1000 * (time.perf_counter() - began)

    taken = [in_turns(4 * bench.rounds, partial(one, plan))[0] for plan in plans]
    slowest = max(times.median for times in taken)
    size = bench.sizes[0]
    yield bounded_row(f"a streak of {days:,} days", {size: slowest}, {size: 5.0}, {size: number(slowest)}, " ms")

    def all_of_them() -> float:
        return sum(one(plan) for plan in itertools.islice(itertools.cycle(plans), practices))

    (together,) = in_turns(bench.rounds, all_of_them)
    cells = {size: number(together.median)}
    yield bounded_row(f"{practices} practices of ten years", {size: together.median}, {size: 200.0}, cells, " ms")


def faults(bench: Bench) -> Iterator[Row]:
    """What holds or does not, without a time: the fault suite's."""
    yield Row("kill -9, two processes, disk full: see pytest -m faults_full")


def _told(command: Sequence[str], bench: Bench) -> dict[str, Any]:
    """What a small program says in JSON, as the last line of its output."""
    done = subprocess.run(command, env=bench.env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "exact": exact,
    "log": log,
    "status": status,
    "jrnl": against_jrnl,
    "ready": ready,
    "keys": keys,
    "search": search,
    "review": review,
    "save": save,
    "memory": memory,
    "export": export,
    "streaks": streaks,
    "faults": faults,
}
"""In the order of the table."""
