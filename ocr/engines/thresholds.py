"""From which confidence on a word is marked for a person, for each engine; light to import.

The engines' confidences are no probabilities and differ from one another, so each has
its own two lines: below `CHECK_BELOW` a word is to be checked, below `DOUBTFUL_BELOW`
it is doubtful. On ordinary pages about one word in twelve is marked in all.
"""

from __future__ import annotations

from types import MappingProxyType

# embedded: measured by `python -m tests.benchmarks.engine`; a Korean word that Tesseract
# is sure of has 0.91 to 0.97, so a line above that would mark half the page.
# clova: on a real answer to a hard page the right words gather above 0.95 and the wrong
# ones between 0.65 and 0.95; on legible pages almost every word is above 0.98.
CHECK_BELOW = MappingProxyType({"embedded": 0.85, "clova": 0.9})
DOUBTFUL_BELOW = MappingProxyType({"embedded": 0.6, "clova": 0.7})
