"""Screenshots of every page in its states, into `shots/`; look at those you touched.

    python -m tests.browser.shots [--only TEXT] [--quick] [--readme]

Each is taken in Korean and English, light and dark, 1440 x 900, 1280 x 720, on a phone
(390 x 844) and at 200 % zoom (720 x 450); `--quick` takes Korean, light, 1440 and the
phone. `--readme` takes the two pictures of the README into `docs/images/`.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.acts import ACTS, Act
from tests.browser.site import RunningSite, launch
from tests.sites import ROOT

SIZES = {
    "desktop": (1440, 900), "laptop": (1280, 720), "phone": (390, 844), "zoomed": (720, 450),
    "readme": (1280, 800),
}  # fmt: skip
LANGUAGES, THEMES = ("ko", "en"), ("light", "dark")


def main() -> None:
    """Fill a site with rows in every state, visit it, leave the pictures in `shots/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--readme", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"OCRSITE_DATA": folder, "DJANGO_SETTINGS_MODULE": "ocrsite.settings"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True, cwd=ROOT)
        from tests.browser import states

        pages = states.fill()
        with RunningSite(Path(folder)) as site, sync_playwright() as playwright:
            browser = launch(playwright)
            if arguments.readme:
                _visit(browser, site, ("readme", "ko", "light"), _for_readme(pages), "")
            else:
                for variant in _variants(quick=arguments.quick):
                    _visit(browser, site, variant, pages, arguments.only)
            browser.close()


def _for_readme(pages: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {name: pages[name] for name in ("job", "history")}


def _variants(*, quick: bool) -> list[tuple[str, str, str]]:
    if quick:
        return [("desktop", "ko", "light"), ("phone", "ko", "light")]
    sizes = [size for size in SIZES if size != "readme"]
    return list(itertools.product(sizes, LANGUAGES, THEMES))


def _visit(
    browser: Browser,
    site: RunningSite,
    variant: tuple[str, str, str],
    pages: dict[str, tuple[str, str]],
    only: str,
) -> None:
    size, language, theme = variant
    width, height = SIZES[size]
    folder = ROOT / ("docs/images" if size == "readme" else f"shots/{size}-{language}-{theme}")
    folder.mkdir(parents=True, exist_ok=True)
    for person in sorted({person for person, _ in pages.values()}):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language,
            color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce",
            has_touch=size == "phone", is_mobile=size == "phone", device_scale_factor=1,
        )  # fmt: skip
        page = site.sign_in(context, person, "correct horse 7") if person else context.new_page()
        mine = {name: path for name, (owner, path) in pages.items() if owner == person}
        for name, path, act in _steps(mine, acting=size != "readme"):
            if only in name:
                _take(page, site.url + path, act, folder / f"{name}.png")
        context.close()


def _steps(paths: dict[str, str], *, acting: bool) -> Iterator[tuple[str, str, Act | None]]:
    """Every page as it is, then those that something is done on."""
    yield from ((name, path, None) for name, path in paths.items())
    yield from (
        (name, paths[on], act) for name, (on, act) in ACTS.items() if acting and on in paths
    )


def _take(page: Page, url: str, act: Act | None, target: Path) -> None:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    if act is not None:
        act(page)
        page.wait_for_timeout(300)
    page.screenshot(path=target)


if __name__ == "__main__":
    main()
