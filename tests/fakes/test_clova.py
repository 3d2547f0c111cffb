"""The stand-in is checked with plain sockets, apart from the client that it checks."""

from __future__ import annotations

import base64
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.clova.endpoints import picture
from tests.fakes import steps
from tests.fakes.clova import FakeClova

MESSAGE = {
    "version": "V2",
    "requestId": "string",
    "resultType": "string",
    "timestamp": 0,
    "lang": "ko, ja",
    "images": [{"format": "png", "name": "page", "url": None}],
}


def post(url: str, secret: str, body: bytes, content_type: str) -> tuple[int, Any]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    headers = {"X-OCR-SECRET": secret, "Content-Type": content_type}
    connection.request("POST", parts.path, body, headers)
    response = connection.getresponse()
    said = json.loads(response.read())
    connection.close()
    return response.status, said


def post_json(fake: FakeClova, *, kind: str = "GENERAL", **changed: Any) -> tuple[int, Any]:
    message = json.loads(json.dumps(MESSAGE))
    message["images"][0]["data"] = base64.b64encode(picture()).decode()
    message["images"][0] |= changed.pop("image", {})
    url, secret = changed.pop("url", fake.invoke_url(kind)), changed.pop("secret", fake.secret)
    message |= changed
    return post(url, secret, json.dumps(message).encode(), "application/json; charset=utf-8")


def vendor_sample(boundary: str, head: str) -> bytes:
    """Multipart as the vendor's samples write it: no blank after the header's colon."""
    message = json.dumps(MESSAGE).encode()
    mark = f"--{boundary}\r\n".encode()
    opening = f"Content-Disposition:form-data; {head}\r\n\r\n".encode()
    file = b'Content-Disposition:form-data; filename="a b.png"; name="file"\r\n'
    parts = [mark, opening, message, b"\r\n", mark, file]
    kind = b"Content-Type: application/octet-stream\r\n\r\n"
    return b"".join([*parts, kind, picture(), f"\r\n--{boundary}--\r\n".encode()])


def test_it_answers_in_the_pixels_of_the_image_it_got(fake_clova: FakeClova) -> None:
    status, said = post_json(fake_clova)
    assert status == 200
    (image,) = said["images"]
    assert image["convertedImageInfo"]["width"] == 400
    for field in image["fields"]:
        for corner in field["boundingPoly"]["vertices"]:
            assert 0 <= corner["x"] <= 400
            assert 0 <= corner["y"] <= 300


@pytest.mark.parametrize("size", [(10, 10), (10, 8000), (8000, 10)])
def test_boxes_stay_inside_odd_pictures(fake_clova: FakeClova, size: tuple[int, int]) -> None:
    data = base64.b64encode(picture(*size)).decode()
    _, said = post_json(fake_clova, image={"data": data}, enableTableDetection=True)
    for field in said["images"][0]["fields"]:
        for corner in field["boundingPoly"]["vertices"]:
            assert 0 <= corner["x"] <= size[0]
            assert 0 <= corner["y"] <= size[1]


@pytest.mark.parametrize("head", ['name="message"', "name=message"])
def test_it_takes_multipart_as_the_vendor_writes_it(fake_clova: FakeClova, head: str) -> None:
    body = vendor_sample("----x", head)
    url = fake_clova.invoke_url()
    status, said = post(url, fake_clova.secret, body, "multipart/form-data; boundary=----x")
    assert status == 200, said
    assert fake_clova.calls[0].content == picture()


def test_it_answers_at_the_raw_address_too(fake_clova: FakeClova) -> None:
    assert post_json(fake_clova, url=fake_clova.invoke_url(style="external"))[0] == 200


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"secret": "wrong"}, 401, "0002"),
        ({"images": []}, 400, "0011"),
        ({"timestamp": "now"}, 400, "0011"),
        ({"requestId": None}, 400, "0011"),
        ({"lang": "fr"}, 400, "0011"),
        ({"image": {"format": "webp"}}, 400, "0011"),
        ({"image": {"data": "a\nb="}}, 400, "0011"),
        ({"image": {"data": "data:image/png;base64,AAAA"}}, 400, "0011"),
        ({"image": {"data": None}}, 400, "0011"),
        ({"version": "V3"}, 400, "0021"),
    ],
)
def test_it_refuses_what_the_contract_refuses(
    fake_clova: FakeClova, changed: dict[str, Any], status: int, code: str
) -> None:
    came, said = post_json(fake_clova, **changed)
    assert (came, said["code"]) == (status, code)
    assert fake_clova.calls[0].problem.startswith(code)


def test_it_knows_paths_domains_and_tails(fake_clova: FakeClova) -> None:
    url = fake_clova.invoke_url()
    assert post_json(fake_clova, url=url[:-12])[1]["error"]["errorCode"] == "300"
    assert post_json(fake_clova, url=url.replace("41001", "9"))[1]["code"] == "0001"
    assert post_json(fake_clova, url=url.replace("/general", "/infer"))[1]["code"] == "0022"


def test_it_minds_the_toggles_of_a_domain(fake_clova: FakeClova) -> None:
    fake_clova.general.tables = False
    assert post_json(fake_clova, enableTableDetection=True)[1]["code"] == "0028"
    fake_clova.general.quota = 1
    assert post_json(fake_clova)[0] == 200
    assert post_json(fake_clova)[1]["code"] == "0023"
    fake_clova.template.templates = {}
    assert post_json(fake_clova, kind="TEMPLATE")[1]["code"] == "1021"


def test_templates_that_are_not_deployed_do_not_match(fake_clova: FakeClova) -> None:
    status, said = post_json(fake_clova, kind="TEMPLATE", image={"templateIds": [9]})
    assert (status, said["images"][0]["inferResult"]) == (200, "FAILURE")


def test_a_picture_outside_the_limits_is_a_200_with_error(fake_clova: FakeClova) -> None:
    data = base64.b64encode(picture(9, 100)).decode()
    status, said = post_json(fake_clova, image={"data": data})
    assert (status, said["images"][0]["inferResult"]) == (200, "ERROR")


def test_it_counts_simultaneous_calls(fake_clova: FakeClova) -> None:
    fake_clova.general.slots = 2
    fake_clova.latency = 0.4
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(post_json(fake_clova)[0])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(statuses) == [200, 200, 400, 400]
    assert sorted(call.overlap for call in fake_clova.calls)[:3] == [1, 2, 3]
    assert fake_clova.general.running == 0


def test_a_script_is_played_once(fake_clova: FakeClova) -> None:
    fake_clova.script([steps.ocr_error("0500"), steps.null_image()])
    assert post_json(fake_clova)[1]["code"] == "0500"
    assert post_json(fake_clova)[1]["images"] == [None]
    assert post_json(fake_clova)[1]["images"][0]["inferResult"] == "SUCCESS"


def test_it_stands_alone() -> None:
    command = [sys.executable, "-m", "tests.fakes.clova", "--port", "0", "--latency-ms", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        body = vendor_sample("x", 'name="message"')
        kind = "multipart/form-data; boundary=x"
        assert post(said["general"], said["secret"], body, kind)[0] == 200
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(10) == 0
