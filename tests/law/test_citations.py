"""Citations: parts, defects, labels."""

import pytest

from zhiwei.law.citations import Citation, citation_defect, citation_label, parse_citation
from zhiwei.law.documents import Register, load_documents

SENTENCES = ("27.2", "27.3", "c8")


@pytest.fixture(scope="module")
def register() -> Register:
    return load_documents()


@pytest.mark.parametrize(
    ("cite", "parts"),
    [
        ("27.3", Citation(sentence="27.3")),
        ("c8", Citation(sentence="c8")),
        ("财税〔2011〕117号#一", Citation(document="财税〔2011〕117号", article="一")),
        ("财税〔2011〕117号", Citation(document="财税〔2011〕117号")),
        ("财税〔2011〕117号#-", Citation(document="财税〔2011〕117号")),
        ("GB 32100-2015#4", Citation(document="GB 32100-2015", article="4")),
    ],
)
def test_a_citation_has_parts(cite: str, parts: Citation) -> None:
    assert parse_citation(cite) == parts


@pytest.mark.parametrize(
    ("cite", "zh", "en"),
    [
        ("27.3", "(二十七) 第3句", "(27) sentence 3"),
        ("27.0", "(二十七) 标题", "(27) heading"),
        ("c8", "第八章", "chapter 8"),
        ("0.2", "导语 第2部分", "preamble, part 2"),
        ("财税〔2011〕117号#一", "财税〔2011〕117号 第一条", "财税〔2011〕117号 article 1"),
        ("企业所得税法#28", "企业所得税法 第28条", "企业所得税法 article 28"),
        ("企业所得税法#28(2)", "企业所得税法 第28(2)条", "企业所得税法 article 28(2)"),
        ("财税〔2016〕36号#附件3", "财税〔2016〕36号 附件3", "财税〔2016〕36号 article 附件3"),
        ("浙政发〔2012〕47号#二十七", "浙政发〔2012〕47号 (二十七)", "浙政发〔2012〕47号 (27)"),
        ("国发〔2012〕14号", "国发〔2012〕14号", "国发〔2012〕14号"),
    ],
)
def test_a_citation_reads_in_chinese_and_english(cite: str, zh: str, en: str) -> None:
    assert citation_label(cite) == zh
    assert citation_label(cite, "en") == en


@pytest.mark.parametrize("cite", ["27.3", "c8", "财税〔2011〕117号#一", "财税[2011]117号", "主席令第63号#28"])
def test_a_known_citation_has_no_defect(register: Register, cite: str) -> None:
    assert citation_defect(cite, SENTENCES, register) is None


@pytest.mark.parametrize(
    ("cite", "what", "remedy"),
    [
        ("27.22", "cites unknown sentence 27.22", "did you mean 27.2 or 27.3?"),
        (
            "财税〔2011〕118号#一",
            "cites unknown document '财税〔2011〕118号'",
            "did you mean 财税〔2011〕117号",
        ),
        ("xyz", "cites unknown document 'xyz'", "add it to data/documents"),
    ],
)
def test_an_unknown_citation_is_named_with_a_remedy(
    register: Register, cite: str, what: str, remedy: str
) -> None:
    found = citation_defect(cite, SENTENCES, register)
    assert found is not None
    assert found[0] == what
    assert found[1].startswith(remedy)
