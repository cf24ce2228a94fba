"""Journals as a person would have them after years: of any size, and the same ones from the same seed.

Run as `python -m tests.bench.journals FOLDER COUNT` it writes one, in a process whose memory is then given back.
"""

import datetime as dt
import itertools
import math
import os
import random
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from mastery.core.base.clock import journal_day
from mastery.core.base.ids import derived_id
from mastery.core.base.records import Entry, Kind, Record
from mastery.core.goals.goal import Goal, Milestone, Rating
from mastery.core.practices.practice import CadenceFrom, CheckIn, Practice
from mastery.host.clock import SystemClock
from mastery.store.journal import DAY_STARTS_AT, Journal

SEED = 2012
LAST_DAY = dt.date(2026, 6, 30)
ZONE = "Europe/Berlin"


def _words(text: str) -> tuple[str, ...]:
    """The words of a text; a hyphen stands for a space."""
    return tuple(word.replace("-", " ") for word in text.split())


NOUNS = _words("""
garden kitchen letter book chapter draft meeting report plan question answer habit morning evening walk run dinner
bread soup coffee train river bridge hill forest window desk notebook song guitar piano lesson exam project budget
deadline review interview mistake doubt fear joy anger patience courage silence argument apology promise visit story
film painting photograph map journey harbour market neighbour teacher doctor child friend mother father brother
sister colleague manager team client customer code test release bug server interface sketch model proof theory
experiment measure garage roof door shelf lamp bicycle tyre shoe coat rain storm snow frost summer autumn winter
spring holiday birthday funeral wedding concert library museum office workshop cellar allotment compost tomato apple
potato onion recipe breakfast lunch headache cold knee back sleep dream nap breath stretch swim race decision
""")
ADJECTIVES = _words("""
long short slow quick quiet loud bright dark warm cold wet dry heavy light old new first last second small large
good bad better worse honest careful careless simple difficult easy strange familiar tired calm restless hopeful sad
proud ashamed grateful curious bored busy free late early unfinished broken whole empty full rough smooth sharp
gentle stubborn patient clear muddled useful useless ordinary unexpected
""")
DID = _words("""
finished started repaired planned forgot remembered read wrote cooked cleaned carried lost found bought sold
borrowed returned measured counted drew explained questioned understood missed enjoyed avoided postponed changed
kept broke mended noticed ignored discussed praised criticised tried practised rehearsed photographed described
sorted moved opened closed watched heard imagined regretted celebrated
""")
WHEN = _words("""
today yesterday again at-last before-breakfast after-work in-the-morning in-the-evening at-noon late-at-night
for-an-hour for-ten-minutes all-afternoon on-the-train at-home in-the-garden without-hurry twice
""")
PEOPLE = _words("""
anna ben clara david elena felix greta hugo ida jonas karim lena mira noah olga paul rosa samir tilda viktor
""")
TAGS = _words("""
work health running writing family reading garden music learning money sleep code friends cooking travel ideas house
gratitude decisions teaching weather dreams cycling habits focus german chess drawing mistakes energy volunteering
films theatre stress swimming faith politics photography meditation repairs birds french astronomy baking history
allotment piano mentors interviews knots
""")
MOODS = ("calm", "tired", "hopeful", "restless", "content", "low", "bright", "tense")
KINDS: dict[Kind, int] = {"note": 62, "reflection": 18, "lesson": 8, "win": 6, "session": 4, "review": 2}
HOURS = [2, 1, 0, 0, 0, 1, 3, 8, 8, 5, 4, 4, 6, 5, 3, 3, 4, 5, 6, 6, 8, 14, 14, 8]
"""How often an entry is of which hour: mornings, and above all evenings, some of them past midnight."""

_N, _A, _D, _W = "noun", "adjective", "did", "when"
_FILL: dict[str, Sequence[str]] = {_N: NOUNS, _A: ADJECTIVES, _D: DID, _W: WHEN}
SENTENCES: tuple[tuple[str, ...], ...] = (
    ("I ", _D, " the ", _N, " ", _W, "."),
    ("I ", _D, " the ", _A, " ", _N, ", and then the ", _N, " too."),
    ("The ", _N, " was ", _A, ", the ", _N, " ", _A, "."),
    ("It took longer than I thought, because the ", _N, " was ", _A, " and the ", _N, " not where I had left it."),
    ("Nobody ", _D, " the ", _N, "; I only noticed it ", _W, "."),
    ("What helped was the ", _A, " ", _N, ", not the ", _N, "."),
    ("If I had ", _D, " the ", _N, " earlier, the ", _N, " would have been less ", _A, "."),
    ("We talked about the ", _N, " ", _W, ", and about how ", _A, " every ", _N, " is in the end."),
    ("Next time: first the ", _N, ", then the ", _N, "."),
    ("Why do I find the ", _N, " so ", _A, "?"),
    ("A ", _A, " ", _N, "."),
    ("Still no ", _N, ", but the ", _N, " is ", _A, " and I feel ", _A, "."),
    ("It was a ", _A, " day with a ", _A, " end, and I ", _D, " more than I had planned to ", _W, "."),
)


def records(count: int, seed: int = SEED) -> Iterator[Record]:
    """Everything in a journal of so many entries."""
    return itertools.chain(entries(count, seed), learning(count, seed))


def learning(count: int, seed: int = SEED) -> Iterator[Record]:
    """Goals with readings, and practices with check-ins, over the years of the entries: a daily practice all along,
    and each year a goal with a practice that lasts about as long."""
    chance = random.Random(f"learning {seed}")
    days = days_of(count)
    first = LAST_DAY - dt.timedelta(days - 1)
    yield from practised(chance, "Piano", "daily", "", first, days, 0.85)
    for year in range(0, days, 365):
        begun, lasts = first + dt.timedelta(year), min(365, days - year)
        goal = Goal(
            id=make_id(chance, begun),
            title=sentence(chance).rstrip(".?"),
            vision=paragraph(chance),
            reality=paragraph(chance),
            target=begun + dt.timedelta(400),
            status="active" if year + 365 >= days else "achieved",
            milestones=tuple(Milestone(title=sentence(chance)) for _ in range(4)),
            made=noon(begun),
            day=begun,
        )
        yield goal
        for month in range(0, lasts, 30):
            day = begun + dt.timedelta(month)
            reality = min(8, 2 + month // 60)
            yield Rating(id=make_id(chance, day), goal=goal.id, day=day, vision=8, reality=reality, recorded=noon(day))
        cadence = chance.choice(("3/week", "mon,wed,fri", "150min/week"))
        yield from practised(chance, sentence(chance).rstrip(".?"), cadence, goal.id, begun, lasts, 0.5)


def practised(
    chance: random.Random, title: str, cadence: str, goal: str, first: dt.date, days: int, often: float
) -> Iterator[Record]:
    """A practice of so many days, and check-ins on a part of them."""
    last = first + dt.timedelta(days - 1)
    practice = Practice(
        id=make_id(chance, first),
        title=title,
        goal=goal,
        cadences=(CadenceFrom(since=first, cadence=cadence),),
        until=last if last < LAST_DAY else None,
        minutes=20,
        made=noon(first),
    )
    yield practice
    for number in range(days):
        day = first + dt.timedelta(number)
        if chance.random() < often:
            yield CheckIn(
                id=make_id(chance, day), practice=practice.id, day=day, minutes=20, zone=ZONE, recorded=noon(day)
            )


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), ZoneInfo(ZONE))


def make_id(chance: random.Random, day: dt.date) -> str:
    return derived_id(int(noon(day).timestamp() * 1000), str(chance.random()))


def entries(count: int, seed: int = SEED) -> Iterator[Entry]:
    """So many entries, the oldest first."""
    chance = random.Random(seed)
    zone = ZoneInfo(ZONE)
    for number, moment in enumerate(moments(count, chance)):
        at = moment.replace(tzinfo=zone)
        title, body, tags = text(chance)
        yield Entry(
            id=derived_id(int(at.timestamp() * 1000), str(seed), str(number)),
            day=journal_day(at, DAY_STARTS_AT),
            at=at,
            zone=ZONE,
            kind=chance.choices(list(KINDS), list(KINDS.values()))[0],
            title=title,
            body=body,
            tags=tags,
            starred=chance.random() < 0.04,
            recorded=at,
        )


def moments(count: int, chance: random.Random) -> list[dt.datetime]:
    """When the entries were written: 3.5 years for 1,000 and 11 for 10,000, some days with many and many with none."""
    days = days_of(count)
    weights = [chance.lognormvariate(0, 0.8) for _ in range(days)]
    chosen = chance.choices(range(days), weights, k=count)
    first = dt.datetime.combine(LAST_DAY - dt.timedelta(days - 1), dt.time())
    hours = chance.choices(range(24), HOURS, k=count)
    return sorted(
        first + dt.timedelta(day, chance.randrange(3600), hours=hour) for day, hour in zip(chosen, hours, strict=True)
    )


def days_of(count: int) -> int:
    """The days over which so many entries are spread."""
    return max(30, int(1280 * math.sqrt(count / 1000)))


def text(chance: random.Random) -> tuple[str, str, tuple[str, ...]]:
    """Title, body and tags: about 1 KB, from a captured line to a long reflection."""
    tags = tuple(dict.fromkeys(_zipf(TAGS, chance) for _ in range(chance.choice((0, 0, 1, 1, 1, 2, 2, 3)))))
    people = tuple(f"@{_zipf(PEOPLE, chance)}" for _ in range(chance.random() < 0.3))
    title = sentence(chance)
    if people:
        title = f"{title[:-1]}, with {people[0]}."
    length = 0 if chance.random() < 0.15 else min(20_000, int(chance.lognormvariate(6.55, 0.85)))
    paragraphs: list[str] = []
    room = length
    while room > 0:
        one = paragraph(chance)
        paragraphs.append(one)
        room -= len(one) + 2
    if paragraphs and chance.random() < 0.1:
        paragraphs.append(f"Mood: {chance.choice(MOODS)}")
    written = " ".join(f"#{tag}" for tag in tags)
    if written and paragraphs:
        paragraphs.append(written)
    elif written:
        title = f"{title} {written}"
    return title, "\n\n".join(paragraphs), people + tags


def paragraph(chance: random.Random) -> str:
    """A few sentences; now and then a list or a quotation."""
    lines = [sentence(chance) for _ in range(chance.randrange(1, 7))]
    form = chance.random()
    if form < 0.05:
        return "\n".join(f"- {line}" for line in lines)
    if form < 0.08:
        return f"> {lines[0]}"
    return " ".join(lines)


def sentence(chance: random.Random) -> str:
    """Words that a diary has, in an order that a diary could have."""
    parts = chance.choice(SENTENCES)
    return "".join(chance.choice(_FILL[part]) if part in _FILL else part for part in parts)


def _zipf(words: Sequence[str], chance: random.Random) -> str:
    """One of the words, the second half as often as the first, the third a third as often."""
    return chance.choices(words, [1 / place for place in range(1, len(words) + 1)])[0]


def write(folder: Path, count: int, seed: int = SEED) -> None:
    """Writes a journal through the program's own store, and folds it."""
    with Journal(folder, clock=SystemClock()) as journal:
        journal.add(*records(count, seed), verb="import")
        journal.entries()


def kept(keep: Path, count: int) -> Path:
    """The journal of that size in a folder of journals, written on first need, and anew when this module changed."""
    made_by = zlib.crc32(Path(__file__).read_bytes())
    folder = keep / f"{count}-{made_by:08x}"
    if not folder.exists():
        unfinished = keep / f"{folder.name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        subprocess.run([sys.executable, "-m", __spec__.name, str(unfinished), str(count)], check=True)
        unfinished.rename(folder)
    return folder


def imported(keep: Path, diary: Path) -> tuple[Path, int]:
    """The journal of a jrnl file, imported on first need, and the number of its entries."""
    folder = keep / f"diary-{zlib.crc32(diary.read_bytes()):08x}"
    if not folder.exists():
        command = [sys.executable, "-m", "mastery", "--journal", str(folder), "import", "--from", "jrnl", str(diary)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder, len(Journal(folder, clock=SystemClock()).entries())


def copied(journal: Path, folder: Path) -> Path:
    """A copy of a folded journal that may be changed; the disk has it before this returns."""
    folder.mkdir(parents=True)
    for name in ("journal.json", "journal.log"):
        shutil.copy(journal / name, folder / name)
    os.sync()
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
