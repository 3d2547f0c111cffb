"""Bytes that arrive: none of strangers are kept, none beyond what there is room for."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from ocr.models import Job
from tests.builders import make_domain, make_user, upload

pytestmark = pytest.mark.django_db

EN = {"Accept-Language": "en"}
JSON = {"Accept": "application/json", "Accept-Language": "en"}


@pytest.fixture
def staff(client: Client) -> None:
    user = make_user()
    make_domain("", user)
    client.force_login(user)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Names of the files that were written to disk."""
    names: list[Any] = []
    whole = TemporaryFileUploadHandler.new_file

    def new_file(self: Any, field: str, name: str, *args: Any, **kwargs: Any) -> None:
        names.append(name)
        whole(self, field, name, *args, **kwargs)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", new_file)
    return names


def send(client: Client, headers: dict[str, str]) -> Any:
    fields = {"token": str(uuid.uuid4()), "files": [upload()]}
    return client.post(reverse("upload"), fields, headers=headers)


def test_what_a_stranger_sends_is_written_nowhere(client: Client, kept: list[Any]) -> None:
    assert send(client, EN)["Location"].startswith(reverse("sign-in"))
    assert client.post(reverse("sign-in"), {"username": "x", "files": upload()}).status_code == 200
    assert kept == []


def test_what_staff_send_is_written(client: Client, staff: None, kept: list[Any]) -> None:
    assert send(client, EN).status_code == 302
    assert kept == ["page.png"]


def test_more_than_a_request_may_bring_is_refused_in_words(
    client: Client, staff: None, kept: list[Any], settings: Any
) -> None:
    settings.MAX_REQUEST_BYTES = 100
    page = send(client, EN)
    assert page.status_code == 413
    assert "Upload fewer or smaller files" in page.content.decode()
    assert "fewer or smaller" in send(client, JSON).json()["sentence"]
    assert kept == []


def test_a_full_disk_is_said_before_anything_is_written(
    client: Client, staff: None, kept: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def usage(_path: object) -> Any:
        return shutil._ntuple_diskusage(10**12, 10**12, 1000)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    page = send(client, EN)
    assert page.status_code == 413
    assert "disk of the server is full" in page.content.decode()
    assert "disk of the server is full" in send(client, JSON).json()["sentence"]
    assert kept == []


def test_a_disk_that_fills_up_meanwhile_leaves_no_half_file(
    client: Client, staff: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    client.raise_request_exception = False
    assert send(client, EN).status_code == 500
    assert not Job.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).glob("jobs/*/*"))
