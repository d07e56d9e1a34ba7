"""`zhiwei small`: the seven meanings for a firm, alone and with a bid beside it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.call import EXAMPLES, zhiwei

FIRM = EXAMPLES / "firm.json"


def test_each_meaning_with_reason_and_text() -> None:
    called = zhiwei("small", FIRM, "--as-of", "2012-12-31")
    assert called.code == 0, called.err
    assert "小型微利企业：是\n  用于：企业所得税\n" in called.out
    assert (
        "起征点适用的个人：否\n  用于：增值税起征点\n"
        "  因为：组织形式（有限责任公司） 属于 个体工商户、其他个人：不成立\n"
        "  依据：增值税暂行条例实施细则 第三十七条\n"
    ) in called.out
    assert "注册资本在限额内的小微企业：还不能确定\n" in called.out
    assert "  还需要：主营项目所属产业、注册资本\n" in called.out
    english = zhiwei("small", FIRM, "--as-of", "2012-12-31", "--lang", "en").out
    assert "small low-profit enterprise: yes\n  Used for: enterprise income tax\n" in english


def test_with_another_matter_of_the_firm(tmp_path: Path) -> None:
    filing = tmp_path / "filing.json"
    facts = {"registered_capital": "2000000", "main_business_sector": "tertiary"}
    filing.write_text(json.dumps({"entity": "registration_filing", "facts": facts}), encoding="utf-8")
    called = zhiwei("small", FIRM, "--with", filing, "--as-of", "2012-12-31", "--format", "json")
    data = json.loads(called.out)
    assert (data["as_of"], len(data["meanings"])) == ("2012-12-31", 8)
    (fee,) = [one for one in data["meanings"] if one["key"] == "fee"]
    assert (fee["status"], fee["value"], fee["missing"]) == ("known", True, [])


def test_a_matter_that_no_meaning_reads_is_wrong_usage(tmp_path: Path) -> None:
    grant = tmp_path / "grant.json"
    grant.write_text(json.dumps({"entity": "grant", "facts": {}}), encoding="utf-8")
    called = zhiwei("small", FIRM, "--with", grant, "--as-of", "2012-12-31")
    assert called.code == 2
    assert "its entity is grant; known: bid, recognition, registration_filing, small_firm_loan" in called.err
