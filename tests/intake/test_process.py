"""The parent believes nothing that the child says."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from ocr.intake import errors, process
from ocr.intake.errors import Refusal, Unavailable
from ocr.intake.limits import Limits
from ocr.intake.process import Child


def heard(monkeypatch: pytest.MonkeyPatch, child_code: str) -> list[dict[str, object]]:
    """What the parent makes of a child that runs this code instead of ours."""
    monkeypatch.setattr(process, "_BOOT", child_code)
    limits = Limits(page_seconds=5)
    with contextlib.closing(Child({}, limits, code=errors.PDF_UNREADABLE)) as child:
        return list(child.lines())


def test_lines_are_heard_until_the_child_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "print('{\"pages\": 2}'); print('{\"done\": true}'); print('{}')"
    assert heard(monkeypatch, code) == [{"pages": 2}]


@pytest.mark.parametrize(
    "code",
    [
        "print('nonsense')",
        "print('[1]')",
        "print('x' * 100_000)",
        "import os; os.write(1, bytes([255, 254, 10]))",
        "import os; os.close(1); import time; time.sleep(0.1)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(3)",
        "",
    ],
)
def test_nonsense_and_sudden_death_refuse_the_file(
    monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        heard(monkeypatch, code)
    assert caught.value.code == errors.PDF_UNREADABLE


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "prepare_out_of_memory"),
        ("import os; os.abort()", "prepare_out_of_memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "prepare_timeout"),
        ("raise MemoryError", "prepare_out_of_memory"),
    ],
)
def test_the_way_of_dying_tells_the_reason(
    monkeypatch: pytest.MonkeyPatch, code: str, reason: str
) -> None:
    with pytest.raises(Refusal) as caught:
        heard(monkeypatch, code)
    assert caught.value.code == reason


@pytest.mark.parametrize("status", [70, 74])
def test_a_broken_setup_is_not_the_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    with pytest.raises(Unavailable):
        heard(monkeypatch, f"raise SystemExit({status})")


def test_last_words_are_kept_for_logs_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; sys.stderr.write('x' * 9000 + ' the end'); sys.exit(5)"
    with pytest.raises(Refusal) as caught:
        heard(monkeypatch, code)
    assert caught.value.detail.endswith("the end")
    assert len(caught.value.detail) < 2100


def test_an_unknown_reason_and_odd_numbers_are_not_passed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = 'print(\'{"refused": "<b>", "params": {"a": 1, "b": "<i>"}, "detail": 5}\')'
    with pytest.raises(Refusal) as caught:
        heard(monkeypatch, code)
    assert caught.value.code == errors.IMAGE_UNREADABLE
    assert caught.value.params == {"a": 1}


def test_a_python_that_is_gone_is_not_the_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    with pytest.raises(Unavailable):
        Child({}, Limits(), code=errors.PDF_UNREADABLE)


def test_a_child_is_gone_when_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_BOOT", "import time; time.sleep(60)")
    child = Child({}, Limits(), code=errors.PDF_UNREADABLE)
    child.close()
    child.close()
    with pytest.raises(ValueError, match="closed"):
        next(child.lines())
