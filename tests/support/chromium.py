"""A headless Chromium, told what to do over a pipe (--remote-debugging-pipe): messages of JSON, each ended by a NUL."""

import base64
import json
import os
import select
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
    "--hide-scrollbars", "--force-color-profile=srgb",
)  # fmt: skip


class Chromium:
    """One browser with one page."""

    def __init__(self, folder: Path) -> None:
        assert PROGRAM is not None
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        command = [PROGRAM, *QUIET, "--remote-debugging-pipe", f"--user-data-dir={folder}", "about:blank"]
        script = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "chromium", *command],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._waiting = b""
        self._number = 0
        self._told: list[dict[str, Any]] = []
        self._page = ""
        [page] = [one for one in self._ask("Target.getTargets")["targetInfos"] if one["type"] == "page"]
        found = self._ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._page = found["sessionId"]
        for part in ("Page", "Network", "Runtime"):
            self._ask(f"{part}.enable")

    def open(self, url: str, *, width: int = 1280, height: int = 800, dark: bool = False) -> list[str]:
        """Goes to a page in a window of that size, waits until all of it is there, and gives what was asked for."""
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self._ask("Emulation.setEmulatedMedia", features=features)
        self._ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self._told.clear()
        self._ask("Page.navigate", url=url)
        while not any(one["method"] == "Page.loadEventFired" for one in self._told):
            self._told.append(self._next())
        self.value("new Promise(done => setTimeout(done, 150))")  # what a page does once it is there
        return [one["params"]["request"]["url"] for one in self._told if one["method"] == "Network.requestWillBeSent"]

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript gives in the page."""
        found = self._ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def picture(self, *, whole: bool = False) -> bytes:
        """What is seen of the page, or all of it, as PNG."""
        return base64.b64decode(self._ask("Page.captureScreenshot", captureBeyondViewport=whole)["data"])

    def printed(self) -> bytes:
        """The page as it is printed, a PDF."""
        found = self._ask("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)
        return base64.b64decode(found["data"])

    def close(self) -> None:
        """Ends the browser."""
        for pipe in (self._to, self._from):
            os.close(pipe)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._page:
            message["sessionId"] = self._page
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (said := self._next()).get("id") != self._number:
            self._told.append(said)
        assert "error" not in said, said["error"]
        result: dict[str, Any] = said["result"]
        return result

    def _next(self) -> dict[str, Any]:
        """The next message."""
        while b"\0" not in self._waiting:
            assert select.select([self._from], [], [], PATIENCE)[0], "Chromium does not answer"
            more = os.read(self._from, 1 << 20)
            assert more, "Chromium has ended"
            self._waiting += more
        one, _, self._waiting = self._waiting.partition(b"\0")
        said: dict[str, Any] = json.loads(one)
        return said
