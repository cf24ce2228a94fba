"""Runs the program in this process, then tells as JSON what cannot be noise: bytes moved, modules loaded."""

import json
import sys
from pathlib import Path


def moved() -> dict[str, int]:
    """Bytes that this process has read and written so far; empty where the system does not count them."""
    try:
        lines = Path("/proc/self/io").read_text("ascii").splitlines()
    except OSError:
        return {}
    counts = dict(line.split(": ") for line in lines)
    return {"read": int(counts["rchar"]), "written": int(counts["wchar"])}


def main() -> None:
    """Takes the program's own arguments. The modules are those that the program loaded."""
    before, had = moved(), set(sys.modules)
    try:
        from mastery.__main__ import main as mastery

        mastery()
    except SystemExit as end:
        if end.code:
            raise
    after = moved()
    told = {
        "modules": sorted(set(sys.modules) - had),
        "moved": {name: after[name] - before[name] for name in after},
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
