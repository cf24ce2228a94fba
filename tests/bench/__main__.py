"""`python -m tests.bench`: measures, prints the table with its bounds, and exits with 1 where one is missed."""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import journals
from tests.bench.bench import Bench
from tests.bench.rows import ROWS
from tests.bench.table import Row, failures, head, line, summary

LEGEND = """\
Times: median (quartiles). Ratios: of the medians (median of the ratios of the pairs); what is compared was measured in
turns. A bound counts at the size it was set for."""


def main(argv: Sequence[str] | None = None) -> int:
    """0 when every bound holds; with --report also where only times miss theirs."""
    options = _options(argv)
    with tempfile.TemporaryDirectory(prefix="mastery-bench-") as temporary:
        keep = Path(options.keep or temporary).absolute()
        keep.mkdir(parents=True, exist_ok=True)
        sizes, given = options.sizes, {}
        if options.diary:
            journal, size = journals.imported(keep, options.diary)
            sizes, given = (size, *sizes), {size: journal}
        work = Path(temporary) / "work"
        bench = Bench(keep=keep, work=work, sizes=sizes, rounds=options.rounds, jrnl=options.jrnl, given=given)
        print(LEGEND, "", head(sizes), sep="\n", flush=True)
        rows = [row for name in options.rows for row in _measured(name, bench)]
    print(f"\n{summary(rows)}")
    return 1 if failures(rows, report=options.report) else 0


def _measured(name: str, bench: Bench) -> list[Row]:
    """The rows of a name, printed as they come."""
    bench.work.mkdir()
    start, rows = time.monotonic(), []
    for row in ROWS[name](bench):
        rows.append(row)
        print(line(row, bench.sizes), flush=True)
    print(f"  [{name}: {time.monotonic() - start:.0f} s]", file=sys.stderr, flush=True)
    shutil.rmtree(bench.work)
    return rows


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(1000, 10_000, 100_000), help="entries, as in 1000,10000")
    parser.add_argument("--rows", type=_rows, default=tuple(ROWS), help=f"some of: {','.join(ROWS)}")
    parser.add_argument("--rounds", type=int, default=9, help="how often to measure; 9 unless said")
    parser.add_argument("--report", action="store_true", help="missed times are no failure, missed counts are")
    parser.add_argument("--keep", metavar="DIR", help="keep the journals (and jrnl) there for the next run")
    parser.add_argument("--jrnl", type=Path, metavar="PATH", help="this command jrnl, instead of installing one")
    parser.add_argument("--diary", type=Path, metavar="FILE", help="measure with this diary too, a file of jrnl's")
    return parser.parse_args(argv)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(","))


def _rows(text: str) -> tuple[str, ...]:
    for one in text.split(","):
        if one not in ROWS:
            raise argparse.ArgumentTypeError(f"there is no row {one!r}; there are: {', '.join(ROWS)}")
    return tuple(text.split(","))


if __name__ == "__main__":
    sys.exit(main())
