from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ocr.clova.errors import ClovaError
from ocr.engines import clova
from ocr.engines.base import EngineError, Options, Source
from ocr.engines.clova import ClovaEngine
from ocr.results import layout
from tests.clova.endpoints import endpoint, picture
from tests.fakes import steps
from tests.fakes.clova import FakeClova


@pytest.fixture(autouse=True)
def _no_open_connections() -> Iterator[None]:
    yield
    clova.close_connections()


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "page.png"
    path.write_bytes(picture(400, 300))
    return Source(path, "png", 400, 300, name="page-1")


def failure(engine: ClovaEngine, source: Source) -> EngineError:
    with pytest.raises(EngineError) as caught:
        engine.recognize(source, Options())
    return caught.value


def test_it_reads_a_page_with_one_call(fake_clova: FakeClova, source: Source) -> None:
    outcome = ClovaEngine(endpoint(fake_clova)).recognize(source, Options())
    (image,) = outcome.recognition.images
    assert (image.name, image.width, image.height) == ("page-1", 400, 300)
    assert layout.text(image).startswith("거래명세서 No. 2031-0042\n")
    assert outcome.answer.startswith(b'{"version":"V2"')
    (call,) = fake_clova.calls
    assert (call.problem, call.content) == ("", source.path.read_bytes())


def test_it_asks_for_what_the_options_say(fake_clova: FakeClova, source: Source) -> None:
    engine = ClovaEngine(endpoint(fake_clova, languages=("ko",)))
    outcome = engine.recognize(source, Options(languages=("ja", "en"), tables=True))
    assert fake_clova.calls[0].message["lang"] == "ja,en"
    assert fake_clova.calls[0].message["enableTableDetection"] is True
    assert outcome.recognition.images[0].tables


def test_the_domains_languages_are_used_when_none_are_chosen(
    fake_clova: FakeClova, source: Source
) -> None:
    ClovaEngine(endpoint(fake_clova, languages=("ko", "ja"))).recognize(source, Options())
    assert fake_clova.calls[0].message["lang"] == "ko,ja"


@pytest.mark.parametrize("body", ["multipart", "json"])
def test_it_reads_forms_with_the_templates_that_are_named(
    fake_clova: FakeClova, source: Source, body: str
) -> None:
    engine = ClovaEngine(endpoint(fake_clova, "TEMPLATE", body=body))
    outcome = engine.recognize(source, Options(template_ids=(102,), tables=True))
    image = outcome.recognition.images[0]
    assert image.matched_template is not None
    assert image.matched_template.name == "other-form"
    assert [field.name for field in image.fields] == ["issued_on", "amount", "memo"]


def test_a_page_that_could_not_be_read_is_an_outcome(fake_clova: FakeClova, source: Source) -> None:
    fake_clova.script([steps.not_matched(), steps.resolution_error(), steps.null_image()])
    engine = ClovaEngine(endpoint(fake_clova))
    results = [
        engine.recognize(source, Options()).recognition.images[0].infer_result for _ in range(3)
    ]
    assert results == ["FAILURE", "ERROR", "ERROR"]


def test_it_says_everything_about_a_failure(fake_clova: FakeClova, source: Source) -> None:
    fake_clova.script([steps.ocr_error("0025")])
    error = failure(ClovaEngine(endpoint(fake_clova)), source)
    assert (error.code, error.vendor_code, error.http_status) == ("domain_busy", "0025", 400)
    assert (error.retryable, error.busy, error.sent) == (True, True, True)
    assert b'"code":"0025"' in error.answer
    assert isinstance(error.__cause__, ClovaError)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (steps.not_json(), "answer_not_json"),
        (steps.raw(b'{"images":[]}'), "answer_not_understood"),
    ],
)
def test_what_was_paid_and_not_understood_is_kept(
    fake_clova: FakeClova, source: Source, step: steps.Step, code: str
) -> None:
    fake_clova.script([step])
    error = failure(ClovaEngine(endpoint(fake_clova)), source)
    assert (error.code, error.answer, error.sent) == (code, step.body, True)
    assert not error.retryable


def test_it_never_calls_twice(fake_clova: FakeClova, source: Source) -> None:
    fake_clova.script([steps.drop(), steps.gateway_error("500")])
    engine = ClovaEngine(endpoint(fake_clova))
    assert failure(engine, source).code == "connection_broken"
    assert failure(engine, source).code == "gateway_endpoint_error"
    assert len(fake_clova.calls) == 2


def test_engines_of_one_thread_share_their_connection(
    fake_clova: FakeClova, source: Source
) -> None:
    for _ in range(2):
        ClovaEngine(endpoint(fake_clova)).recognize(source, Options())
    assert len(fake_clova.connections) == 1


def test_threads_share_no_connection(fake_clova: FakeClova, source: Source) -> None:
    engine = ClovaEngine(endpoint(fake_clova))

    def read() -> None:
        engine.recognize(source, Options())
        clova.close_connections()

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(fake_clova.connections) == 2
