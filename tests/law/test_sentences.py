"""The sentences and our reading of them."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from tests.law.small_law import CHAPTER, LEGEND, TEXT, write_law
from zhiwei.engine.errors import LoadError
from zhiwei.law.sentences import Opinions, load_opinions
from zhiwei.law.text import rebuild


@pytest.fixture(scope="module")
def opinions() -> Opinions:
    return load_opinions()


def test_the_annotated_passages_rebuild_the_text(opinions: Opinions) -> None:
    assert rebuild(one.passage for one in opinions) == opinions.text


def test_168_sentences_of_which_112_are_operative(opinions: Opinions) -> None:
    kinds = Counter(one.kind for one in opinions.sentences())
    assert kinds == {
        "guidance": 56, "rule": 34, "register": 20, "workflow": 18, "report": 13, "ledger": 13, "parameter": 8,
        "market": 6,
    }  # fmt: skip
    assert len(opinions.sentences()) == 168
    assert sum(one.operative for one in opinions) == 112
    assert len(opinions.counted()) == 170
    assert len(opinions.records) == 216


def test_19_sentences_leave_a_choice_10_of_them_to_a_government(opinions: Opinions) -> None:
    choices = Counter(one.choice for one in opinions if one.choice)
    assert choices == {"government": 10, "subject": 9}
    assert [one.id for one in opinions if one.discretionary] == [
        "13.2", "13.3", "14.2", "14.6", "14.7", "18.6", "19.1", "27.2", "28.3", "32.4",
    ]  # fmt: skip


def test_a_sentence_carries_its_reading(opinions: Opinions) -> None:
    one = opinions["27.2"]
    assert one.text.startswith("自2012年1月1日至2015年12月31日，对年应纳税所得额低于30万元（含30万元）")
    assert (one.kind, one.also, one.force, one.choice) == ("rule", ("ledger",), "permit", "government")
    assert [(n.name, n.op, n.value) for n in one.numbers] == [
        ("taxable_income", "<=", Fraction(300000)),
        ("excess_over", ">", Fraction(60000)),
        ("reward_share", "<=", Fraction(100)),
    ]
    assert one.period == {"from": "2012-01-01", "to": "2015-12-31"}
    assert one.depends == ("27.3",)
    assert opinions.legend["kinds"][one.kind].text("zh") == "规则"
    assert opinions.legend["kinds"][one.kind].text("en").startswith("decides something")


def test_the_preamble_names_documents_of_the_register(opinions: Opinions) -> None:
    assert opinions["0.2"].refs == (
        "国务院常务会议2011-10-12", "国务院常务会议2012-02-01", "国办发〔2011〕58号", "浙委〔2011〕119号",
    )  # fmt: skip


def test_an_article_lists_its_heading_first(opinions: Opinions) -> None:
    assert [one.id for one in opinions.article(28)] == ["28.0", "28.1", "28.2", "28.3"]


def test_an_unknown_sentence_names_the_nearest(opinions: Opinions) -> None:
    with pytest.raises(KeyError, match=r"no sentence 27\.33\. did you mean 27\.3"):
        opinions["27.33"]


def test_the_invented_law_is_read(tmp_path: Path) -> None:
    law = load_opinions(write_law(tmp_path))
    assert list(law.records) == ["0.1", "0.2", "c1", "1.0", "1.1", "1.2", "1.3", "2.0", "2.1"]
    assert [one.id for one in law if one.operative] == ["1.2", "1.3", "2.1"]


def defects_of(folder: Path, **changed: str) -> list[str]:
    with pytest.raises(LoadError) as raised:
        load_opinions(write_law(folder, **changed))
    return list(map(str, raised.value.defects))


def test_a_text_that_was_touched_breaks_the_seal(tmp_path: Path) -> None:
    touched = TEXT.replace("10家", "11家")
    defects = defects_of(tmp_path, text=touched, legend=LEGEND.format(seal="0" * 64))
    assert defects == [
        "opinions.txt: differs from its SHA-256 in opinions.yaml (restore the exact text)",
        "opinions_chapter_01.yaml: 1.3: text differs from opinions.txt (copy the passage exactly)",
    ]


def test_every_defect_of_the_reading_is_reported_at_once(tmp_path: Path) -> None:
    chapter = (
        CHAPTER.replace("kind: workflow", "kind: workflo")
        .replace("depends: ['2.1']", "depends: ['2.11']")
        .replace("gloss: tea tax}", "gloss: tea tax, glos: x}")
        .replace("id: '1.1'", "id: '1.9'")
        .replace("value: 60000", "value: sixty")
    )
    assert defects_of(tmp_path, chapter=chapter) == [
        "opinions_chapter_01.yaml: 1.9: is no passage of the text (did you mean 1.3 or 1.2 or 1.1?)",
        "opinions_chapter_01.yaml: 1.2 numbers[1]: value is not a number",
        "opinions_chapter_01.yaml: 1.3: kind 'workflo' is not known (did you mean workflow?)",
        "opinions_chapter_01.yaml: 2.0: unknown field 'glos' (did you mean gloss?)",
        "opinions_chapter_*.yaml: 1.1 is not annotated",
        "sentence 1.2: depends on unknown 2.11 (did you mean 2.1?)",
        "opinions.yaml: legend document: states 4 sentences, found 3 (look at what was added or lost)",
    ]
