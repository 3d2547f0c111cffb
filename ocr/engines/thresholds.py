"""From which confidence on a word is marked for a person, for each engine; light to import.

The engines' confidences are no probabilities and differ from one another, so each has
its own two lines: below `CHECK_BELOW` a word is to be checked, below `DOUBTFUL_BELOW`
it is doubtful. On ordinary pages about one word in twelve is marked in all.
"""

from __future__ import annotations

from types import MappingProxyType

CHECK_BELOW = MappingProxyType({"embedded": 0.85, "clova": 0.85})
DOUBTFUL_BELOW = MappingProxyType({"embedded": 0.6, "clova": 0.6})
