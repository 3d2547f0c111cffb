"""`manage.py recognize`: text on standard output, trouble on standard error."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ocr.models import Job
from tests.builders import make_domain, png


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "invoice.png"
    path.write_bytes(png(480, text="INVOICE 63,800"))
    return path


def test_it_needs_no_database_and_keeps_nothing(page: Path, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "ocrsite.settings",
        "OCRSITE_DATA": str(tmp_path / "data"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "recognize", str(page)],
        capture_output=True, text=True, env=environment, check=True,
    )  # fmt: skip
    assert "63,800" in done.stdout
    assert done.stderr == ""
    assert not (tmp_path / "data" / "media").exists()


def test_it_writes_clovas_json_when_asked(page: Path) -> None:
    out = io.StringIO()
    call_command("recognize", str(page), format="json", stdout=out)
    assert json.loads(out.getvalue())["images"][0]["inferResult"] == "SUCCESS"


def test_a_bad_file_is_named_on_standard_error_and_the_others_are_read(
    page: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "empty.png"
    bad.write_bytes(b"")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as raised:
        call_command("recognize", str(bad), str(page), stdout=out, stderr=err)
    assert raised.value.returncode == 1
    assert "empty.png" in err.getvalue()
    assert "63,800" in out.getvalue()


@pytest.mark.django_db
def test_with_a_domain_it_is_a_job_like_any_other(page: Path) -> None:
    make_domain("Embedded")
    out = io.StringIO()
    call_command("recognize", str(page), domain="Embedded", stdout=out)
    job = Job.objects.get()
    assert (job.source, job.status) == (Job.Source.TERMINAL, Job.Status.DONE)
    assert "63,800" in out.getvalue()


@pytest.mark.django_db
def test_an_unknown_domain_is_named_with_those_there_are(page: Path) -> None:
    make_domain("Embedded")
    with pytest.raises(CommandError, match="Embedded"):
        call_command("recognize", str(page), domain="Nowhere")


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_what_is_no_file_is_said_and_not_waited_for(
    tmp_path: Path, settings: Any, kind: str
) -> None:
    settings.TERMINAL_LANGUAGE = "en"
    path = tmp_path / "page.png"
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    err = io.StringIO()
    with pytest.raises(CommandError, match="Not everything could be read"):
        call_command("recognize", str(path), stdout=io.StringIO(), stderr=err)
    assert err.getvalue() == f"{path}: There is no such file.\n"


@pytest.mark.django_db
def test_a_name_that_is_no_text_is_read_as_a_job_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"bad\xff.png")
    path.write_bytes(b"not an image")
    make_domain("Embedded")
    with pytest.raises(CommandError):
        call_command("recognize", str(path), domain="Embedded", stderr=io.StringIO())
    assert Job.objects.get().name == "bad.png"
