"""Screenshots of every page in its states, into `shots/`; look at those you touched.

    python -m tests.browser.shots [--only TEXT] [--quick]

Each is taken in Korean and English, light and dark, 1440 x 900, 1280 x 720 and on a
phone (390 x 844); `--quick` takes Korean, light, 1440 and the phone.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import ROOT, RunningSite, launch

SIZES = {"desktop": (1440, 900), "laptop": (1280, 720), "phone": (390, 844)}
LANGUAGES, THEMES = ("ko", "en"), ("light", "dark")


def main() -> None:
    """Fill a site with rows in every state, visit it, leave the pictures in `shots/`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"OCRSITE_DATA": folder, "DJANGO_SETTINGS_MODULE": "ocrsite.settings"}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True, cwd=ROOT)
        from tests.browser import states

        pages = states.fill()
        with RunningSite(Path(folder)) as site, sync_playwright() as playwright:
            browser = launch(playwright)
            for variant in _variants(quick=arguments.quick):
                _visit(browser, site, variant, pages, arguments.only)
            browser.close()


def _variants(*, quick: bool) -> list[tuple[str, str, str]]:
    if quick:
        return [("desktop", "ko", "light"), ("phone", "ko", "light")]
    return list(itertools.product(SIZES, LANGUAGES, THEMES))


def _visit(
    browser: Browser,
    site: RunningSite,
    variant: tuple[str, str, str],
    pages: dict[str, tuple[str, str]],
    only: str,
) -> None:
    size, language, theme = variant
    width, height = SIZES[size]
    folder = ROOT / "shots" / f"{size}-{language}-{theme}"
    folder.mkdir(parents=True, exist_ok=True)
    for person in sorted({person for person, _ in pages.values()}):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language,
            color_scheme="dark" if theme == "dark" else "light",
            has_touch=size == "phone", is_mobile=size == "phone", device_scale_factor=1,
        )  # fmt: skip
        page = site.sign_in(context, person, "correct horse 7") if person else context.new_page()
        for name, (owner, path) in pages.items():
            if owner == person and only in name:
                page.goto(site.url + path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}.png")
        context.close()


if __name__ == "__main__":
    main()
