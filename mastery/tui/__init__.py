"""The full-screen interface."""

import gc
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from mastery.core.base.errors import MasteryError

if TYPE_CHECKING:
    from mastery.host.config import Settings
    from mastery.store import Journal

CRASH = 1
"""The exit code after an error of the program; a signal's is above 128."""


def run(journal: "Journal", settings: "Settings", *, open_named: "Callable[[str], Journal]") -> None:
    """Shows a journal until the person leaves.

    `open_named` opens another journal of the settings. Raises MasteryError where the journal cannot be
    read, before anything is drawn; SystemExit where a signal or an error of the program ended it.
    """
    gc.disable()  # starting makes much and drops little: collecting costs a tenth of the time
    with ThreadPoolExecutor(1) as beside:
        opened = beside.submit(journal.entries)  # the disk is read while Textual is loaded
        from mastery.tui.app import MasteryApp
        from mastery.tui.crash import nothing_printed, print_report
    opened.result()

    app = MasteryApp(journal, settings, open_named=open_named, welcome=True)
    before = {number: signal.getsignal(number) for number in (signal.SIGHUP, signal.SIGTERM)}
    try:
        with nothing_printed():
            app.run()
    except (MasteryError, OSError, MemoryError):
        raise  # said in one line by the command
    except Exception as error:  # noqa: BLE001  (reported below)
        app.errors.append(error)
        app.has_crashed = True
    finally:  # asyncio restores the system's own handlers, with which a second signal would interrupt the ending
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if app.return_code else handler)
    for other in app.opened.values():
        if other is not journal:
            other.close()
    crashed = app.has_crashed or app.return_code == CRASH
    print_report(app.errors, crashed=crashed)
    if crashed or app.return_code:
        raise SystemExit(CRASH if crashed else app.return_code)
