"""Serving: the address, the processes, a clean stop, and what is refused before anything starts."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform.operations.conftest import Installation

pytestmark = pytest.mark.database


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def processes_of(data: Path) -> set[int]:
    """The living processes that serve from a folder."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/environ"):
        try:
            names = entry.read_bytes()
            state = (entry.parent / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if f"ZHIWEI_DATA={data}".encode() in names and state != "Z":
            found.add(int(entry.parent.name))
    return found


def gone(data: Path, patience: float = 20.0) -> bool:
    """Whether all of them end."""
    limit = time.monotonic() + patience
    while processes_of(data) and time.monotonic() < limit:
        time.sleep(0.1)
    return not processes_of(data)


@pytest.fixture
def served(installation: Installation) -> Iterator[tuple[Installation, subprocess.Popen[str], str]]:
    """A running server with its process and address."""
    port = free_port()
    process = installation.start("serve", "--port", port, "--workers", 1)
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "知微 Zhiwei" in line:
            break
    else:
        pytest.fail("".join(said))
    yield installation, process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        process.kill()
    process.communicate()
    assert gone(installation.data)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="counts processes in /proc")
def test_it_answers_and_stops_cleanly(served: tuple[Installation, subprocess.Popen[str], str]) -> None:
    installation, process, address = served
    with urllib.request.urlopen(f"{address}/readyz", timeout=30) as response:
        assert json.load(response) == {"ready": True}
    with urllib.request.urlopen(f"{address}/api/v1/", timeout=30) as response:
        assert json.load(response)["name"] == "zhiwei"
    assert len(processes_of(installation.data)) == 4  # the command, the server and its one process, the jobs
    port = address.rpartition(":")[2]
    refused = installation.zhiwei("serve", "--port", port, code=1)
    assert f"不能使用 127.0.0.1:{port}" in refused
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert gone(installation.data, 1)


@pytest.mark.large
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="counts processes in /proc")
def test_nothing_is_left_when_the_command_is_killed(
    served: tuple[Installation, subprocess.Popen[str], str],
) -> None:
    installation, process, _ = served
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert gone(installation.data)


def test_a_database_of_an_earlier_form_is_refused(tmp_path: Path) -> None:
    place = Installation(tmp_path / "data")
    said = place.zhiwei("serve", "--port", free_port(), code=1)
    assert "--migrate" in said
    assert "Back it up" in said


def test_a_wrong_setting_is_told(tmp_path: Path) -> None:
    place = Installation(tmp_path / "data", more={"ZHIWEI_HTTPS": "perhaps"})
    assert "ZHIWEI_HTTPS='perhaps'" in place.zhiwei("serve", "--port", free_port(), code=2)


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    place = Installation(tmp_path / "data", database="postgresql://nobody@/none?host=/nowhere")
    assert "ZHIWEI_DATABASE_URL" in place.zhiwei("serve", "--port", free_port(), code=1)
