"""Files that are not replies are refused in one line, soon, and without filling the memory."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.devices import device
from tests.support.programs import PROGRAM, clear, ok, run

SPACE = 300 * 1024**2
"""Bytes of memory that a program may take."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "j"
    ok(path, "mentor", "add", "Ana", "--email", "ana@example.org")
    return path


def test_a_pipe_or_a_device_is_not_waited_for(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    with open(tmp_path / "large", "wb") as file:
        file.truncate(2 << 30)
    devices = [device(name, tmp_path / name) for name in ("full", "tty")]
    for path in (tmp_path / "pipe", *devices, tmp_path / "large", tmp_path, tmp_path / "gone", "~no/x"):
        done = run(folder, "feedback", "add", "--mentor", "ana", "--from", str(path), memory=SPACE)
        clear(done)
        assert done.returncode == 1 and done.stderr.count(b"\n") == 1, (path, done.stderr)


def endless() -> Iterator[bytes]:
    while True:
        yield b"> quoted\nHello\n" * 10_000


def test_standard_input_without_end_is_refused(folder: Path) -> None:
    command = [*PROGRAM, "--journal", str(folder), "feedback", "add", "--mentor", "ana", "--from", "-"]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdin is not None and program.stderr is not None
    with program:
        try:
            for some in endless():
                program.stdin.write(some)
        except BrokenPipeError:
            pass
        told = program.stderr.read()
    assert program.returncode == 1 and told.count(b"\n") == 1 and b"16 MB" in told


def test_a_mail_of_the_largest_size_fits_into_the_memory(folder: Path, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    head = b"From: ana@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n"
    mail.write_bytes(head + b"Content-Type: image/png\r\n\r\n" + b"QUFB\r\n" * 11_000_000)
    done = run(folder, "feedback", "add", "--from", str(mail), memory=SPACE)
    assert done.returncode == 0, done.stderr
    assert b"Kept 1 remark of Ana" in done.stdout
