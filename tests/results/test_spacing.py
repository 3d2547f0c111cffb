from __future__ import annotations

import pytest

from ocr.results.spacing import join_words


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (["합계", "1,000", "원"], "합계 1,000 원"),
        (["東京都", "千代田区"], "東京都千代田区"),
        (["カタ", "ひら", "。"], "カタひら。"),
        (["東京", "Tower"], "東京 Tower"),
        (["令和", "8", "年"], "令和 8 年"),
        (["大韓民國", "헌법"], "大韓民國 헌법"),
        (["「見本」", "（仮）"], "「見本」（仮）"),
        (["臺北市", "信義區"], "臺北市信義區"),
        (["가", "나"], "가 나"),
        ([" 둘레 ", "", "  ", "공백"], "둘레 공백"),
        ([], ""),
    ],
)
def test_blanks_stand_where_the_script_has_them(words: list[str], joined: str) -> None:
    assert join_words(words) == joined
