"""Texts kept in Chinese are told in the reader's language; what people wrote stays as it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, override

from zhiwei.platform.bases.land.queries import SUMMARY as LAND
from zhiwei.platform.bases.rewards.acts import MORE as REGISTERS
from zhiwei.platform.funds.case_acts import MORE as DATA
from zhiwei.platform.instruments.services.publishing import SUMMARY as REVIEWS
from zhiwei.platform.kit.phrases import kept, retold
from zhiwei.platform.training.services.publishing import TRAINED


def test_a_text_is_kept_in_chinese_whoever_reads() -> None:
    with override("en"):
        lazy = gettext_lazy("查看判定回执")
        assert str(lazy) != "查看判定回执"
        assert kept(lazy) == "查看判定回执"
        assert kept("电话核实") == "电话核实"


def test_it_is_told_in_the_readers_language() -> None:
    said = "查看判定回执"
    assert retold(said) == said
    with override("en"):
        assert retold(said) == str(gettext_lazy("查看判定回执"))
        assert retold("电话核实") == "电话核实"
        assert retold("") == ""


def test_values_within_a_phrase_stay() -> None:
    for phrase in (DATA, REGISTERS):
        text = phrase % {"fen": "9,600"}
        with override("en"):
            told = retold(text)
        assert "9,600" in told
        assert told.isascii()
        assert retold(text) == text


def test_what_yearly_duties_keep_is_told_in_english() -> None:
    graded = REVIEWS % {"n": 2, "excellent": 0, "good": 0, "qualified": 1, "failed": 1}
    assert graded == "2 家平台：优秀 0、良好 0、合格 1、不合格 1"
    land = LAND % {"all": "100", "some": "2.5", "n": 3}
    trained = TRAINED % {"n": 12, "target": 100_000}
    with override("en"):
        assert retold(graded) == "2 platforms: excellent 0, good 0, qualified 1, failed 1"
        for kept_text, numbers in ((land, ("100", "2.5", "3")), (trained, ("12", "100000"))):
            told = retold(kept_text)
            assert told.isascii()
            assert all(number in told for number in numbers)


def test_a_title_before_a_colon_is_told_and_a_name_behind_it_stays() -> None:
    with override("en"):
        assert retold("注册资本：杭州甲有限公司") == f"{gettext_lazy('注册资本')}: 杭州甲有限公司"
        assert retold("某人：说明") == "某人：说明"
