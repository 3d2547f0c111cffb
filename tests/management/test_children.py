"""Supervised processes: started again after a death, more slowly each time, ended in order."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ocr.management.children import Child, Supervisor
from tests.sites import wait_for

LASTING = [sys.executable, "-c", "import signal; signal.pause()"]
DEAF = ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"]


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child("sleeper", LASTING)
    yield child
    if child.process is not None:
        child.process.kill()
        child.process.wait()


def kill(child: Child) -> None:
    assert child.process is not None
    child.process.kill()
    child.process.wait()


def is_deaf(child: Child) -> bool:
    """Whether the process ignores SIGTERM by now."""
    assert child.process is not None
    status = Path(f"/proc/{child.process.pid}/status").read_text()
    ignored = int(status.partition("SigIgn:")[2].split()[0], 16)
    return bool(ignored >> (signal.SIGTERM - 1) & 1)


def test_a_child_that_died_is_started_again_after_a_pause(child: Child) -> None:
    child.start(100.0)
    first = child.process
    kill(child)
    child.look(101.0)
    assert child.process is None
    child.look(child.next_start)
    assert child.process not in (None, first)


def test_the_pause_grows_while_it_keeps_dying_but_not_for_ever(child: Child) -> None:
    pauses = []
    now = 100.0
    for _ in range(8):
        child.start(now)
        kill(child)
        child.look(now)
        pauses.append(child.next_start - now)
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_a_child_that_lived_long_is_started_again_at_once(child: Child) -> None:
    child.deaths = 5
    child.start(100.0)
    kill(child)
    child.look(200.0)
    assert child.next_start - 200.0 == 0.5


def test_a_running_child_is_left_alone(child: Child) -> None:
    child.start(100.0)
    first = child.process
    child.look(1000.0)
    assert child.process is first


def test_what_does_not_end_in_time_is_killed(child: Child) -> None:
    child.command = DEAF
    child.start(100.0)
    assert child.process is not None
    wait_for(lambda: is_deaf(child), 10, pause=0.01)
    child.end()
    child.wait(0.1)
    assert child.process.returncode == -signal.SIGKILL


def test_stop_ends_all_children(child: Child) -> None:
    supervisor = Supervisor([child])
    supervisor.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    supervisor.stop()
    watching.join(20)
    assert not watching.is_alive()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGTERM
