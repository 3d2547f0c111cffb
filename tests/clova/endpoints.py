"""Endpoints and requests for the fake CLOVA."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image as Picture

from ocr.clova.endpoint import Endpoint
from ocr.clova.invoke_url import parse
from ocr.clova.request import Request, build
from tests.fakes.clova import FakeClova


def endpoint(fake: FakeClova, kind: str = "GENERAL", **options: Any) -> Endpoint:
    url = parse(fake.invoke_url(kind), kind, [fake.host])
    options.setdefault("secret", fake.secret)
    return Endpoint(url, kind=kind, **options)


def picture(width: int = 400, height: int = 300) -> bytes:
    buffer = io.BytesIO()
    Picture.new("L", (width, height), 255).save(buffer, "PNG")
    return buffer.getvalue()


def request(**options: Any) -> Request:
    return build(options.pop("content", None) or picture(), format="png", name="page", **options)
