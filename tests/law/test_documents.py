"""The register of documents."""

from datetime import date
from pathlib import Path

import pytest

from tests.law.small_law import DOCUMENTS, write_law
from zhiwei.engine.errors import LoadError
from zhiwei.law.documents import EVIDENCE, Register, canonical_number, load_documents


@pytest.fixture(scope="module")
def register() -> Register:
    return load_documents()


def test_a_document_keeps_its_real_and_its_printed_end(register: Register) -> None:
    found = register.find("财税〔2011〕117号")
    assert found.title == "关于小型微利企业所得税优惠政策有关问题的通知"
    assert (found.issued, found.starts, found.ends, found.enacted_to) == (
        date(2011, 11, 29), date(2012, 1, 1), date(2013, 12, 31), date(2015, 12, 31),
    )  # fmt: skip
    assert found.ended_by == "财税〔2014〕34号"
    assert (found.evidence, found.issued_evidence) == ("A", "A")


def test_the_opinions_were_issued_on_24_april_2012(register: Register) -> None:
    assert register.find("浙政发〔2012〕47号").issued == date(2012, 4, 24)


@pytest.mark.parametrize("name", ["企业所得税法", "主席令第63号", "中华人民共和国企业所得税法"])
def test_a_law_is_found_by_name_and_by_order_number(register: Register, name: str) -> None:
    assert register.find(name).number == "企业所得税法"


@pytest.mark.parametrize(
    "name", ["财税[2011]117号", "财税（2011）117号", "财税【2011】117号", " 财税〔2011〕117号 "]
)
def test_the_year_may_be_bracketed_in_any_way(register: Register, name: str) -> None:
    assert canonical_number(name) == "财税〔2011〕117号"
    assert name in register


def test_a_day_that_is_only_recalled_is_marked(register: Register) -> None:
    found = register.find("国统字〔2011〕75号")
    assert (found.evidence, found.issued, found.issued_evidence) == ("A", date(2011, 9, 2), "R")


@pytest.mark.parametrize(
    "number", ["浙地税函〔2011〕348号", "浙财综〔2011〕126号", "财综〔2012〕97号", "浙委〔2011〕119号"]
)
def test_a_day_that_is_not_known_stays_unknown(register: Register, number: str) -> None:
    assert register.find(number).issued is None


def test_an_unknown_number_names_the_nearest(register: Register) -> None:
    with pytest.raises(KeyError, match=r"no document 财税〔2011〕116号\. did you mean .*财税〔2011〕117号"):
        register.find("财税〔2011〕116号")


def test_titles_read_in_both_languages_and_fall_back_to_chinese(tmp_path: Path) -> None:
    small = load_documents(write_law(tmp_path))
    assert len(small) == 3
    assert [one.name("en") for one in small] == ["Tea house opinions", "茶税通知", "日期不明的通知"]
    assert small.find("茶税令").name() == "茶税通知"


def test_every_grade_of_evidence_has_two_labels() -> None:
    assert list(EVIDENCE) == ["A", "B", "C", "S", "R", "I"]
    assert EVIDENCE["R"] == ("凭记忆，待核", "recalled, to be checked")


def test_every_defect_is_reported_at_once(tmp_path: Path) -> None:
    broken = (
        DOCUMENTS
        + "- {number: 茶政发〔2012〕1号, title: again, evidence: A}\n"
        + "- {number: 茶#1, title: t, evidence: X, isued: 2012-01-01}\n"
        + "- {number: 茶3, title: t, evidence: A, from: 2014-02-01, to: 2014-01-31, ended_by: 茶税〔2014〕3号}\n"
        + "- {number: 茶4, issued: 2012-02-30, evidence: A}\n"
    )
    with pytest.raises(LoadError) as raised:
        load_documents(write_law(tmp_path, documents=broken))
    assert list(map(str, raised.value.defects)) == [
        "base.yaml: 茶政发〔2012〕1号: 茶政发〔2012〕1号 is in base.yaml already (keep one record for each document)",
        "base.yaml: 茶#1: unknown field 'isued' (did you mean issued or issuer?)",
        "base.yaml: 茶#1: evidence 'X' is not known (known: A, B, C, S, R, I)",
        "base.yaml: 茶#1: the number holds '#' (the article stands in the citation, not in the number)",
        "base.yaml: 茶3: ends before it starts (from and to are both days in force)",
        "base.yaml: 茶4: title is missing",
        "base.yaml: 茶4: issued '2012-02-30' is not a date (write YYYY-MM-DD)",
        "base.yaml: 茶3: ended by unknown document 茶税〔2014〕3号 (did you mean 茶税〔2015〕3号 or 茶税〔2014〕2号 or 茶政发〔2012〕1号?)",
    ]
