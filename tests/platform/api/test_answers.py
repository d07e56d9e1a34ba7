"""Answers over HTTP are those of the command line; what cannot be answered is refused with every reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.call import EXAMPLES, zhiwei
from tests.platform.api.calls import pointers, post, raw
from zhiwei import rulebook

pytestmark = pytest.mark.django_db
DAY = "2012-12-31"
FIRM: dict[str, Any] = json.loads((EXAMPLES / "firm.json").read_text(encoding="utf-8"))


def test_the_same_json_as_the_command_line() -> None:
    told = zhiwei("answer", EXAMPLES / "firm.json", "--as-of", DAY, "--format", "json")
    assert post("/answer", {**FIRM, "as_of": DAY}, "answer") == json.loads(told.out)


def test_decisions_given_count_as_on_the_command_line() -> None:
    file = EXAMPLES / "decision.json"
    told = zhiwei("answer", EXAMPLES / "firm.json", "--as-of", DAY, "--decisions", file, "--format", "json")
    decisions = json.loads(file.read_text(encoding="utf-8"))
    listed = decisions if isinstance(decisions, list) else [decisions]
    assert post("/answer", {**FIRM, "as_of": DAY, "decisions": listed}, "answer") == json.loads(told.out)


def test_the_halved_tax_of_27_3() -> None:
    """60,000 yuan of income: 20 % of the half is 6,000, against 15,000 at 25 %: 9,000 saved."""
    facts = {
        "legal_form": "limited_company", "taxable_income": "60000", "average_employees": 20, "founded_on": "2010-05-01",
        "average_total_assets": "5000000", "tax_industry": "industrial", "restricted_or_prohibited_industry": False,
        "collection_method": "audited",
    }  # fmt: skip
    answer = post("/answer", {"facts": facts, "as_of": DAY, "measures": ["27.3"]}, "answer")
    (measure,) = answer["measures"]
    assert (measure["verdict"], measure["amount"]["value"]) == ("entitled", "9000.00")


def test_a_bare_sentence_chooses_all_its_measures() -> None:
    whole = post("/answer", {**FIRM, "as_of": DAY})
    part = post("/answer", {**FIRM, "as_of": DAY, "measures": ["27.6", "27.3"]}, "answer")
    asked = [one for one in whole["measures"] if one["id"] == "27.3" or one["id"].startswith("27.6")]
    assert len(asked) > 1
    assert part["measures"] == asked


def test_calc() -> None:
    told = zhiwei("calc", "size_class", "--facts", EXAMPLES / "firm.json", "--as-of", DAY, "--format", "json")
    assert post("/calc", {**FIRM, "as_of": DAY, "names": ["size_class"]}, "calc") == json.loads(told.out)


def test_every_defect_at_once_each_with_its_place() -> None:
    content = {
        "facts": {"employees": -3, "staff": 1, "revenue@12": 5},
        "links": {"owner": {"facts": {}}},
        "as_of": "2012-02-30", "known_on": 5, "division": "999999", "wanted": [],
        "measures": ["27.3", "27.33"], "readings": {"no_such": "x"},
    }  # fmt: skip
    problem = post("/answer", content, status=422)
    assert problem["type"] == "/api/v1/problems/invalid"
    assert pointers(problem) == [
        "#/as_of", "#/facts/employees", "#/facts/revenue@12", "#/facts/staff", "#/known_on", "#/links/owner",
        "#/readings/no_such", "#/wanted",
    ]  # fmt: skip
    assert all(one["zh"] and one["en"] for one in problem["errors"])


def test_defects_of_what_rests_on_the_facts() -> None:
    content = {"facts": {}, "as_of": DAY, "division": "999999", "measures": ["27.3", "27.33"]}
    assert pointers(post("/answer", content, status=422)) == ["#/division", "#/measures/1"]


def test_defects_of_linked_subjects_have_their_path() -> None:
    links = {"bidder": {"facts": {"revenue/1": 1, "employees": "many"}}}
    content = {"entity": "bid", "facts": {}, "links": links, "as_of": DAY}
    found = pointers(post("/answer", content, status=422))
    assert found == ["#/links/bidder/facts/employees", "#/links/bidder/facts/revenue~11"]


def test_defects_of_decisions_name_the_decision() -> None:
    good = json.loads((EXAMPLES / "decision.json").read_text(encoding="utf-8"))
    content = {**FIRM, "as_of": DAY, "decisions": [good, {**good, "division": "1"}]}
    assert set(pointers(post("/answer", content, status=422))) == {"#/decisions/1"}


@pytest.mark.parametrize(
    ("day", "pointer"),
    [("1949-09-30", "#/as_of"), ("2200-01-01", "#/as_of"), ("20120630", "#/as_of"), ("2012-W01-1", "#/as_of"), (20120630, "#/as_of"), (None, "#/as_of")],
)  # fmt: skip
def test_days_that_are_none(day: Any, pointer: str) -> None:
    assert pointers(post("/answer", {"facts": {}, "as_of": day}, status=422)) == [pointer]


@pytest.mark.parametrize("day", ["1949-10-01", "2012-06-30", "2199-12-31"])
def test_days_at_the_edge_are_answered(day: str) -> None:
    post("/answer", {"facts": {}, "as_of": day}, "answer")


BROKEN = {
    "empty": (b" ", 400, "unreadable"),
    "cut": (b'{"facts": {', 400, "unreadable"),
    "twice": (b'{"as_of": "2012-06-30", "as_of": "2012-06-30"}', 400, "unreadable"),
    "gbk": ('{"facts": {"name": "企业"}}'.encode("gb18030"), 400, "unreadable"),
    "utf-16": ('{"facts": {}}'.encode("utf-16"), 400, "unreadable"),
    "list": (b"[]", 422, "invalid"),
    "deep": (b"[" * 100_000, 400, "unreadable"),
    "deep enough": (b'{"facts":' + b'{"a":' * 500 + b"1" + b"}" * 501, 422, "invalid"),
    "huge whole number": (
        b'{"as_of":"2012-06-30","facts":{"revenue":' + b"9" * 5_000 + b"}}",
        422,
        "invalid",
    ),
    "huge power": (b'{"as_of":"2012-06-30","facts":{"revenue":1e999999999}}', 422, "invalid"),
    "tiny power": (b'{"as_of":"2012-06-30","facts":{"revenue":1e-999999999}}', 422, "invalid"),
    "NaN": (b'{"as_of":"2012-06-30","facts":{"revenue":NaN}}', 422, "invalid"),
    "infinity": (b'{"as_of":"2012-06-30","facts":{"employees":-Infinity}}', 422, "invalid"),
    "half a character": (b'{"as_of":"2012-06-30","facts":{"\\ud800":1}}', 422, "invalid"),
    "zero character": (b'{"as_of":"2012-06-30","facts":{"legal_form":"a\\u0000"}}', 422, "invalid"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_bodies_that_cannot_be_used_are_refused_in_words(name: str) -> None:
    body, status, kind = BROKEN[name]
    problem = post("/answer", body, status=status)
    assert problem["type"].endswith(kind)
    assert problem["detail"]


def test_fifty_megabytes_are_refused() -> None:
    body = b'{"facts": {"name": "' + b"x" * 50_000_000 + b'"}}'
    assert post("/answer", body, status=413)["type"].endswith("too-large")


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/json; charset=gbk", ""])
def test_only_json_in_utf_8_is_taken(kind: str) -> None:
    response = raw("POST", "/answer", b"{}", kind=kind)
    assert (response.status_code, response["Content-Type"]) == (
        415,
        "application/problem+json; charset=utf-8",
    )


def test_a_body_in_chunks_is_refused_in_words() -> None:
    response = Client().generic(
        "POST", "/api/v1/answer", headers={"Transfer-Encoding": "chunked", "Content-Type": "application/json"}
    )
    assert response.status_code == 400
    assert "Content-Length" in json.loads(response.content)["detail"]


def test_other_methods_are_named() -> None:
    response = raw("DELETE", "/answer")
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_the_language_of_a_refusal() -> None:
    chinese = post("/answer", {}, status=422, accept_language="zh-CN")
    english = post("/answer", {}, status=422, accept_language="en")
    assert (chinese["title"], english["title"]) == ("内容有错", "The content has defects")


def test_nothing_is_written(django_assert_num_queries: Any) -> None:
    post("/answer", {**FIRM, "as_of": DAY})  # warm
    with django_assert_num_queries(1):  # the stamp of the register of decisions
        post("/answer", {**FIRM, "as_of": DAY})


NAMES = sorted(rulebook().entities["enterprise"].facts)
WILD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates().map(str), st.lists(st.integers(), max_size=2),
    st.sampled_from(["无", "拒绝", "0111", "2011", "limited_company", "600万元", "3%", "1e30"]),
    st.fixed_dictionaries({}, optional={"value": st.integers(), "status": st.text(max_size=8), "period": st.text(max_size=6), "received_on": st.dates().map(str)}),
)  # fmt: skip
LABELS = st.sampled_from(NAMES) | st.sampled_from(NAMES).map(lambda name: name + "@2011")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(facts=st.dictionaries(LABELS, WILD, max_size=8), day=st.dates().map(str))
def test_whatever_the_facts_there_is_an_answer_or_a_refusal(facts: dict[str, Any], day: str) -> None:
    response = raw("POST", "/answer", json.dumps({"facts": facts, "as_of": day}).encode())
    assert response.status_code in (200, 422)
    content = json.loads(response.content)
    if response.status_code == 422:
        for pointer in pointers(content):
            place: Any = {"facts": facts, "as_of": day}
            for step in pointer.removeprefix("#/").split("/"):
                name = step.replace("~1", "/").replace("~0", "~")
                place = place[int(name)] if isinstance(place, list) else place[name]


def test_facts_that_contradict_each_other_are_told() -> None:
    facts = {"founded_on": "2013-01-01", "division": "330106"}
    answer = post("/answer", {"facts": facts, "as_of": DAY, "measures": ["27.2"]}, "answer")
    assert [[f["name"] for f in one["facts"]] for one in answer["conflicts"]] == [["founded_on"]]
    assert answer["steps"]["division"]["shown_zh"] == "杭州市西湖区（330106）"
    told = post("/calc", {"facts": facts, "as_of": DAY, "names": ["size_class"]}, "calc")
    assert told["conflicts"] == answer["conflicts"]
