"""From a file to page images in a folder, through the child process."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ocr.intake import errors
from ocr.intake.errors import Refusal, Unavailable
from ocr.intake.kinds import Kind, sniff
from ocr.intake.limits import Limits
from ocr.intake.prepare import PageImage, PageRefusal, prepare, thumbnail, turn
from tests.intake import pdfs
from tests.intake.heic import heic
from tests.intake.pictures import (
    corner,
    photo,
    png,
    saved,
    stored,
    tiff,
    tiff_with_broken_second_frame,
    turned_exif,
)

ROOT = Path(__file__).resolve().parents[2]
BOMB = png(11_000, 11_000, depth=1, colour=0, row=bytes(1375))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "job"
    made.mkdir()
    return made


def pages(
    folder: Path, data: bytes, limits: Limits | None = None, first: int = 1
) -> list[PageImage | PageRefusal]:
    path = folder.parent / "original"
    path.write_bytes(data)
    with prepare(path, sniff(data[:8192]), folder, limits or Limits(), first=first) as found:
        return list(found)


def refused(folder: Path, data: bytes, limits: Limits | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        pages(folder, data, limits)
    return caught.value


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_page_image_and_its_thumbnail_lie_in_the_folder(folder: Path) -> None:
    data = saved(photo(400, 300), "JPEG", dpi=(300, 300))
    assert pages(folder, data) == [
        PageImage(
            number=1,
            file="0001.jpg",
            thumbnail="0001.thumb.webp",
            width=400,
            height=300,
            format="jpg",
            dpi=300,
            sha256=hashlib.sha256(data).hexdigest(),
            bytes=len(data),
        )
    ]
    assert (folder / "0001.jpg").read_bytes() == data
    with Image.open(folder / "0001.thumb.webp") as small:
        assert small.size == (224, 168)
    assert sorted(files(folder)) == ["0001.jpg", "0001.thumb.webp"]


@pytest.mark.parametrize("format_", ["PNG", "TIFF", "GIF", "BMP", "WEBP"])
def test_every_kind_of_picture_becomes_a_page(folder: Path, format_: str) -> None:
    (page,) = pages(folder, saved(corner(), format_))
    assert isinstance(page, PageImage)
    assert (page.format, page.width, page.height) == ("png", 60, 40)
    assert hashlib.sha256((folder / page.file).read_bytes()).hexdigest() == page.sha256


def test_heic_becomes_a_page(folder: Path) -> None:
    (page,) = pages(folder, heic(64, 32, lambda x, y: 128, quarter_turns=1))
    assert isinstance(page, PageImage)
    assert (page.width, page.height) == (32, 64)


def test_a_phone_photo_is_turned_upright(folder: Path) -> None:
    data = saved(stored(corner(64, 32), 6), "JPEG", exif=turned_exif(6))
    (page,) = pages(folder, data)
    assert isinstance(page, PageImage)
    assert (page.width, page.height) == (64, 32)


@pytest.mark.parametrize("exif", [b"nonsense", b"MM\0*\0\0\0\x08", b"II*\0\xff\xff\xff\xff"])
def test_broken_exif_does_not_stop_a_picture(folder: Path, exif: bytes) -> None:
    data = saved(corner(64, 32), "JPEG", exif=b"Exif\0\0" + exif)
    (folder.parent / "original").write_bytes(data)
    with prepare(folder.parent / "original", Kind.JPEG, folder, Limits()) as preparation:
        (page,) = preparation
    assert isinstance(page, PageImage)
    assert (folder / page.file).read_bytes() == data


def test_the_total_is_known_before_the_first_page_is_drawn(folder: Path) -> None:
    path = folder.parent / "original"
    path.write_bytes(tiff(corner(), corner(), corner()))
    with prepare(path, Kind.TIFF, folder, Limits()) as preparation:
        assert preparation.total == 3
        assert [page.number for page in preparation] == [1, 2, 3]


def test_a_broken_frame_is_refused_and_the_others_go_on(folder: Path) -> None:
    first, second = pages(folder, tiff_with_broken_second_frame())
    assert isinstance(first, PageImage)
    assert isinstance(second, PageRefusal)
    assert (second.number, second.code) == (2, errors.IMAGE_UNREADABLE)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved(photo(), "JPEG")[:2000], errors.IMAGE_UNREADABLE),
        (saved(photo(), "PNG")[:2000], errors.IMAGE_UNREADABLE),
        (png(60_000, 60_000, depth=1, colour=0, row=bytes(7500), rows=9), "image_too_many_pixels"),
        (tiff(*[corner(20, 20)] * 4), errors.TOO_MANY_PAGES),
    ],
)
def test_bad_files_are_refused_and_leave_nothing(folder: Path, data: bytes, code: str) -> None:
    refusal = refused(folder, data, Limits(max_pages=3))
    assert refusal.code == code
    assert files(folder) == {}


def test_what_the_file_is_counts_and_not_what_it_was_said_to_be(folder: Path) -> None:
    path = folder.parent / "original"
    path.write_bytes(saved(corner(), "PNG"))
    with prepare(path, Kind.JPEG, folder, Limits()) as preparation:
        (page,) = preparation
    assert isinstance(page, PageImage)
    assert page.format == "png"


def test_preparing_twice_gives_the_same_bytes(folder: Path) -> None:
    data = tiff(photo(), corner(), photo(90, 70))
    first = pages(folder, data)
    before = files(folder)
    assert pages(folder, data) == first
    assert files(folder) == before


def test_preparing_can_begin_at_a_later_page(folder: Path) -> None:
    data = tiff(corner(), corner(), corner())
    assert [page.number for page in pages(folder, data, first=3)] == [3]
    assert "0001.png" not in files(folder)


def test_nothing_is_drawn_when_all_pages_are_there(folder: Path) -> None:
    assert pages(folder, tiff(corner(), corner()), first=3) == []


def test_half_written_files_of_a_dead_run_are_swept_up(folder: Path) -> None:
    (folder / ".0001.png.part").write_bytes(b"half")
    pages(folder, saved(corner(), "PNG"))
    assert sorted(files(folder)) == ["0001.png", "0001.thumb.webp"]


def test_a_folder_that_cannot_be_written_is_not_the_fault_of_the_file(folder: Path) -> None:
    with pytest.raises(Unavailable):
        pages(folder / "missing", saved(corner(), "PNG"))


def test_a_file_that_is_gone_is_not_the_fault_of_the_file(folder: Path) -> None:
    with pytest.raises(Unavailable):
        prepare(folder / "nothing", Kind.PNG, folder, Limits())


def test_a_disk_that_is_full_is_not_the_fault_of_the_file(folder: Path) -> None:
    with pytest.raises(Unavailable):
        pages(folder, saved(photo(300, 300), "PNG"), Limits(max_written_bytes=10_000))


def test_a_picture_that_needs_too_much_memory_is_refused(folder: Path) -> None:
    refusal = refused(folder, BOMB, Limits(memory_bytes=128 * 2**20))
    assert refusal.code == errors.PREPARE_OUT_OF_MEMORY


def test_a_picture_that_takes_too_long_is_refused(folder: Path) -> None:
    refusal = refused(folder, BOMB, Limits(page_seconds=0.3))
    assert refusal.code == errors.PREPARE_TIMEOUT


def test_a_file_that_takes_too_long_in_all_is_refused(folder: Path) -> None:
    started = time.monotonic()
    refusal = refused(folder, pdfs.with_endless_second_page(), Limits(file_seconds=0.6))
    assert refusal.code == errors.PREPARE_TIMEOUT
    assert time.monotonic() - started < 1.5


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def eventually_dead(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not is_alive(pid):
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def endless(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that prepares a file whose second page takes for ever."""
    path = folder.parent / "original"
    path.write_bytes(pdfs.with_endless_second_page())
    code = (
        "import sys; from pathlib import Path; from ocr.intake.prepare import prepare;"
        "from ocr.intake.kinds import Kind; from ocr.intake.limits import Limits\n"
        "with prepare(Path(sys.argv[1]), Kind.PDF, Path(sys.argv[2]), Limits()) as pages:\n"
        "    for page in pages: print(page.number, flush=True)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "1\n"
    yield process
    process.kill()
    process.stdout.close()
    process.wait()


@pytest.mark.slow
def test_a_killed_worker_leaves_no_child_and_its_work_can_be_repeated(
    folder: Path, endless: subprocess.Popen[str]
) -> None:
    (child,) = children(endless.pid)
    assert is_alive(child)
    endless.send_signal(signal.SIGKILL)
    assert eventually_dead(child)
    whole = (folder / "0001.png").read_bytes()
    again = pages(folder, pdfs.one_page())
    assert isinstance(again[0], PageImage)
    assert (folder / "0001.png").read_bytes() == whole


@pytest.mark.slow
def test_the_child_works_in_a_narrow_room(endless: subprocess.Popen[str]) -> None:
    (child,) = children(endless.pid)
    proc = Path(f"/proc/{child}")
    limits = proc.joinpath("limits").read_text()
    values = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()[1:]}
    assert values["Max address space"] == str(1536 * 2**20)
    assert values["Max core file size"] == "0"
    assert values["Max open files"] == "64"
    assert int(values["Max cpu time"]) < 2000
    assert os.getsid(child) == child
    names = {entry.split(b"=")[0] for entry in proc.joinpath("environ").read_bytes().split(b"\0")}
    assert names <= {b"PATH", b"LANG", b""}


def test_leaving_early_stops_the_child(folder: Path) -> None:
    path = folder.parent / "original"
    path.write_bytes(pdfs.with_endless_second_page())
    with prepare(path, Kind.PDF, folder, Limits()) as preparation:
        next(iter(preparation))
        (child,) = children_of_this_thread()
    assert not is_alive(child)


def children_of_this_thread() -> list[int]:
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return [int(c) for task in tasks for c in task.joinpath("children").read_text().split()]


@pytest.mark.slow
def test_the_memory_of_the_worker_stays_small_whatever_comes(folder: Path) -> None:
    hostile = {
        "bomb": BOMB,
        "pages": pdfs.ten_thousand_pages(),
        "large": pdfs.one_page((14_400, 14_400)),
    }
    for name, data in hostile.items():
        (folder.parent / name).write_bytes(data)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from ocr.intake.errors import Refusal; from ocr.intake.inspect import inspect\n"
        "from ocr.intake.limits import Limits; from ocr.intake.prepare import prepare\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "before = peak()\n"
        "for path in map(Path, sys.argv[2:]):\n"
        "    kind = inspect(path, Limits()).kind\n"
        "    try:\n"
        "        with prepare(path, kind, Path(sys.argv[1]), Limits()) as p: print(*p)\n"
        "    except Refusal as refusal: print(refusal)\n"
        "print(peak() - before)"
    )
    paths = [str(folder.parent / name) for name in hostile]
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), *paths], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) < 40


@pytest.mark.parametrize(("degrees", "black"), [(90, (50, 5)), (180, (35, 20)), (270, (5, 30))])
def test_a_page_is_turned_clockwise(folder: Path, degrees: int, black: tuple[int, int]) -> None:
    (folder / "0001.png").write_bytes(saved(corner(64, 32), "PNG"))
    target = folder / f"0001.t{degrees}.png"
    turned = turn(folder / "0001.png", target, degrees)
    assert (turned.file, turned.thumbnail) == (target.name, f"0001.t{degrees}.thumb.webp")
    assert turned.format == "png"
    assert (folder / turned.thumbnail).exists()
    with Image.open(target) as image:
        assert image.size == (turned.width, turned.height)
        wanted = corner(64, 32).convert("L").rotate(-degrees, expand=True)
        assert image.convert("L").tobytes() == wanted.tobytes()


def test_a_turned_jpeg_stays_a_jpeg(folder: Path) -> None:
    (folder / "0001.jpg").write_bytes(saved(corner(64, 32), "JPEG"))
    turned = turn(folder / "0001.jpg", folder / "0001.t90.jpg", 90)
    assert (turned.format, turned.width, turned.height) == ("jpg", 32, 64)
    assert turned.bytes == (folder / "0001.t90.jpg").stat().st_size


def test_only_quarter_turns_are_turns(folder: Path) -> None:
    with pytest.raises(ValueError, match="45"):
        turn(folder / "a.png", folder / "b.png", 45)


def test_a_thumbnail_is_made_of_any_file(folder: Path) -> None:
    for data in (saved(photo(300, 150), "PNG"), pdfs.one_page()):
        (folder / "original").write_bytes(data)
        thumbnail(folder / "original", folder / "small.webp", 100)
        with Image.open(folder / "small.webp") as small:
            assert (small.format, small.size) == ("WEBP", (100, 50))
