"""A summary and a book in a real browser: no request leaves them, they read well on a phone, in light and in dark, and
print to a PDF in which nothing is cut."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.chromium import Chromium
from tests.support.cli import Shell
from tests.support.pageserver import Server

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
DAYS = 9
CODE = "a line of code that goes on, " * 9 + "end_of_code"
RAW = """\
<img src="{0}/img.png"><script src="{0}/script.js"></script><link rel="stylesheet" href="{0}/style.css">
<link rel="icon" href="{0}/icon.png"><iframe src="{0}/frame.html"></iframe><object data="{0}/object.svg"></object>
<video src="{0}/video.mp4" poster="{0}/poster.png" autoplay></video><embed src="{0}/embed.swf">
<style>@import url("{0}/import.css"); body {{ background: url("{0}/css.png") }}</style>
<div style="background: url({0}/div.png)">div</div><svg><image href="{0}/image.png"/></svg>
<body onload="fetch('{0}/js')">
<link rel="prefetch" href="{0}/prefetch"><link rel="preload" as="image" href="{0}/preload.png"><base href="{0}/base/">
"""
TEXT = (
    RAW
    + """
<meta http-equiv="refresh" content="0; url={0}/refresh">

![picture]({0}/markdown.png) ![of [a] reference][spy] [a link]({0}/link) <{0}/auto> [script](javascript:fetch('/js'))

[spy]: {0}/reference.png

# A heading of its own

| A table | with | many | columns | of | figures | that is | wider than | any phone | can be, and goes on |
|---|---|---|---|---|---|---|---|---|---|
| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | the last cell |

```
{2}
```

- {1}

> What was said, word for word.
"""
)


@pytest.fixture
def pages(tmp_path: Path, server: Server) -> Server:
    """A server with a summary and a book in which is all that a person, or somebody bad, could have written."""
    shell = Shell(tmp_path / "j")
    shell.ok("goal", "add", "Speak Spanish", "--vision", f"A whole evening. ![x]({server.origin}/goal.png)")
    for day, reality in (("2026-10-01", "2"), ("2026-10-20", "3"), ("2026-11-18", "5")):
        shell.ok("goal", "rate", "spanish", "--vision", "8", "--reality", reality, "--on", day)
    shell.ok("model", "add", LONG, "--confidence", "80")
    hostile = TEXT.format(server.origin, LONG, CODE)
    shown = ("--shareable", "--goal", "spanish")
    shell.log(*shown, "--mood", "good", "--tag", LONG, "-", stdin=f"Title {LONG}\n\n{hostile}")
    for number in range(DAYS):
        words = " ".join(f"word{number}x{at}" for at in range(400))
        shell.log(*shown, "--mood", "low", f"2026-11-{number + 1:02}: Day. {words}")
    shell.ok("mentor", "add", "Ana", "--goal", "*", "--see", "times", "--see", "moods")
    since = ("--from", "2026-11-01")
    note = ("--note", f"<h1 onclick=x>Dear Ana ![n]({server.origin}/note.png)")
    server.pages["/summary"] = shell.ok("share", "ana", "--format", "html", *since, *note, "--ask", hostile)
    server.pages["/book"] = shell.ok("export", "--to", "html", *since)
    return server


def test_the_watch_sees_what_a_page_asks_for(browser: Chromium, server: Server) -> None:
    server.pages["/open"] = f"<!doctype html><body>{RAW.format(server.origin)}"
    asked = browser.open(f"{server.origin}/open")
    for one in ("/img.png", "/script.js", "/style.css", "/frame.html", "/css.png", "/image.png", "/js"):
        assert one in server.asked and f"{server.origin}{one}" in asked


@pytest.mark.parametrize("page", ["/summary", "/book"])
def test_no_request_leaves_a_page(browser: Chromium, pages: Server, page: str) -> None:
    assert browser.open(f"{pages.origin}{page}") == [f"{pages.origin}{page}"]
    assert pages.asked == [page]
    text = browser.value("document.body.innerText")
    assert f'<img src="{pages.origin}/img.png">' in text and "picture" in text
    assert browser.value("document.scripts.length") == 0


def test_what_got_in_past_the_escaping_would_ask_for_nothing_either(browser: Chromium, pages: Server) -> None:
    """The policy of the page is a wall of its own."""
    whole = pages.pages["/summary"]
    pages.pages["/broken"] = whole.replace("<body>", f"<body>{RAW.format(pages.origin)}<script>fetch('/js')</script>")
    browser.open(f"{pages.origin}/broken")
    assert browser.value("document.images.length") == 1  # it did get in
    assert pages.asked == ["/broken"]


@pytest.mark.parametrize("page", ["/summary", "/book"])
def test_a_page_reads_well_at_the_width_of_a_phone(browser: Chromium, pages: Server, page: str) -> None:
    browser.open(f"{pages.origin}{page}", width=390, height=844)
    assert browser.value("document.documentElement.scrollWidth") == 390
    outside = browser.value("""[...document.body.querySelectorAll("*")]
        .filter(one => !one.closest("pre, table, figure") && one.getBoundingClientRect().right > 390)
        .map(one => one.outerHTML.slice(0, 99))""")
    assert outside == []
    assert browser.value("parseFloat(getComputedStyle(document.body).fontSize)") >= 16
    assert browser.value("[...document.querySelectorAll('pre, table')].every(one => one.clientWidth <= 350)")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("page", ["/summary", "/book"])
def test_a_page_has_contrast_in_light_and_in_dark(browser: Chromium, pages: Server, page: str, dark: bool) -> None:
    browser.open(f"{pages.origin}{page}", dark=dark)
    ground = luminance(browser.value("getComputedStyle(document.body).backgroundColor"))
    assert (ground < 0.05) == dark
    inks = browser.value("""[...document.body.querySelectorAll("p, li, a, h1, h2, h3, h4, td, code, svg text, em")]
        .map(one => getComputedStyle(one).color)""")
    assert len(inks) > 30
    for ink in set(inks):
        light, shade = sorted((luminance(ink), ground), reverse=True)
        assert (light + 0.05) / (shade + 0.05) >= 4.5, ink


def luminance(color: str) -> float:
    """The relative luminance of "rgb(1, 2, 3)", by WCAG 2.2."""
    parts = [int(one) / 255 for one in re.findall(r"\d+", color)[:3]]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext of poppler-utils is not installed")
@pytest.mark.parametrize("page", ["/summary", "/book"])
def test_a_page_prints_with_nothing_cut(browser: Chromium, pages: Server, page: str, tmp_path: Path) -> None:
    browser.open(f"{pages.origin}{page}", dark=True)
    file = tmp_path / "page.pdf"
    file.write_bytes(browser.printed())
    text = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout
    joined = re.sub(r"\s+", "", text)
    for number in range(DAYS):
        assert f"word{number}x0" in text and f"word{number}x399" in text
    for said in ("end_of_code", "thelastcell", "goeson", LONG, "Wordforword"):
        assert said.casefold() in joined.casefold(), said
    boxes = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, text=True).stdout
    width, height = (float(one) for one in re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', boxes)[0])
    assert (round(width), round(height)) == (596, 842)  # A4
    margin = 72 / 2.54 * 2 - 3
    words = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">', boxes)
    assert len(words) > 400 * DAYS
    assert all(float(left) > margin and float(right) < width - margin for left, _, right, _ in words)
    assert all(float(top) > margin and float(bottom) < height for _, top, _, bottom in words)
