"""Offices and sources, which acts and facts keep in Chinese, in the reader's language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from zhiwei.platform.accounts.words import office
from zhiwei.platform.subjects.sources import in_words

KEPT = "杭州市余杭区经济和信息化局（县级经办）；余杭区（示例）服务窗口（无此角色）"


def test_the_role_of_an_office_is_told_in_the_readers_language() -> None:
    assert office(KEPT) == KEPT
    with override("en"):
        assert (
            office(KEPT) == "杭州市余杭区经济和信息化局 (County officer); 余杭区（示例）服务窗口（无此角色）"
        )


@pytest.mark.parametrize(
    ("kept", "english"),
    [
        ("税务机关", "tax authority"),
        ("工商（市场监管）部门", "registration authority"),
        (
            "统计部门（与企业自报不一致，按先后取用）",
            "statistics authority (goes before declared by the firm, which differ)",
        ),
        ("某来源", "某来源"),
        ("", ""),
    ],
)
def test_a_source_is_told_in_the_readers_language(kept: str, english: str) -> None:
    assert in_words(kept, "zh") == kept
    assert in_words(kept, "en") == english
