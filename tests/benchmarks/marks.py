"""How well the marks by confidence point at words that are wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ocr.results import Field


@dataclass
class Marks:
    """Counts words that were marked and words that were wrong, over many pages."""

    check_below: float
    doubtful_below: float
    words: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, truth: str, fields: Iterable[Field]) -> None:
        """Compare a page's fields with the words of its truth."""
        found = list(fields)
        wanted, got = truth.split(), [one.infer_text for one in found]
        matcher = SequenceMatcher(None, wanted, got, autojunk=False)
        right = {
            place
            for _, start, length in matcher.get_matching_blocks()
            for place in range(start, start + length)
        }
        self.words += [(one.infer_confidence, place in right) for place, one in enumerate(found)]

    def __str__(self) -> str:
        lines = [
            "| marks | share of words | of them wrong | of the wrong ones |",
            "|---|---|---|---|",
        ]
        names = (("doubtful", self.doubtful_below), ("check or doubtful", self.check_below))
        for name, below in names:
            marked = [right for confidence, right in self.words if confidence < below]
            wrong = sum(not right for _, right in self.words)
            hit = sum(not right for right in marked)
            share = len(marked) / max(1, len(self.words))
            lines.append(
                f"| {name} (below {below}) | {share:.1%} | {hit / max(1, len(marked)):.0%} "
                f"| {hit / max(1, wrong):.0%} |"
            )
        return "\n".join(lines)
