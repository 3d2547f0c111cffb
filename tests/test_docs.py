"""Documentation is under test: every setting, command and code block that can be checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
OPERATING = (ROOT / "docs" / "operating.md").read_text()
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def settings_read() -> list[str]:
    code = (ROOT / "ocrsite" / "settings.py").read_text()
    names = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code)
    return sorted(set(names) - {"LANG"})


@pytest.mark.parametrize("name", settings_read())
def test_every_setting_is_in_the_example_and_explained(name: str) -> None:
    assert re.search(rf"^#? ?{name}=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert f"`{name}`" in OPERATING


def test_the_example_names_no_setting_that_is_not_read() -> None:
    named = re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert set(named) <= set(settings_read())


@pytest.mark.parametrize(
    "command", sorted(name for name, app in get_commands().items() if app == "ocr")
)
def test_every_command_is_explained(command: str) -> None:
    assert f"manage.py {command}" in OPERATING


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_docs_exist(page: Path) -> None:
    for command in re.findall(r"manage\.py (\w+)", page.read_text()):
        assert command in get_commands()
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for target in re.findall(r"`make (\w+)", page.read_text()):
        assert target in targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_every_dependency_has_its_reason() -> None:
    wanted = (ROOT / "requirements.in").read_text().splitlines()
    names = [re.split(r"[\[~=]", line)[0] for line in wanted if line and not line.startswith("#")]
    table = ARCHITECTURE.split("## Dependencies")[1].split("##")[0].lower()
    assert [name for name in names if name.lower() not in table] == []


def test_the_readme_starts_with_two_commands() -> None:
    assert re.findall(r"^```\n(make \w+)\n```$", README, re.MULTILINE) == ["make run", "make test"]
