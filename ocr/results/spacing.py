"""Whether a blank stands between two words, by script.

Korean and Latin words are parted by blanks; Japanese and Chinese ones are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Kana, Han, and the punctuation that is set solid beside them (、。「」ー々 and full-width forms).
_SOLID = re.compile(
    "[\u3001-\u3003\u3005-\u301f\u3021-\u302f\u3031-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40"
    "\uff5b-\uff9f\U00020000-\U0003ffff]"
)


def join_words(words: Iterable[str]) -> str:
    """Join the words of one line; between two kana or Han neighbours stands no blank."""
    joined = ""
    for word in words:
        text = word.strip()
        if not text:
            continue
        blank = joined and not (_SOLID.match(joined[-1]) and _SOLID.match(text[0]))
        joined += f" {text}" if blank else text
    return joined
