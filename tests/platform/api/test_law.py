"""The law over HTTP: texts, measures, values, with tags by which a client may keep them."""

from __future__ import annotations

import pytest

from tests.platform.api.calls import get, raw
from zhiwei import rulebook
from zhiwei.schemas import NAMES

pytestmark = pytest.mark.django_db
SENTENCES = 170
"""Records of the Opinions: 2 of the preamble and 168 sentences."""


def test_every_sentence_page_by_page() -> None:
    first = get("/law/sentences?size=100", "sentences")
    second = get(first["next"].removeprefix("/api/v1"), "sentences")
    ids = [one["id"] for one in first["items"] + second["items"]]
    assert (first["total"], first["pages"], first["previous"], second["next"]) == (SENTENCES, 2, None, None)
    assert len(set(ids)) == SENTENCES
    assert second["previous"] == "/api/v1/law/sentences?size=100&page=1"


def test_one_sentence_with_its_reading() -> None:
    found = get("/law/sentences/27.3", "sentence")
    assert found["text"].startswith("对年应纳税所得额低于6万元（含6万元）的小型微利企业")
    assert found["measures"][0] == "27.3"
    assert set(found["measures"]) >= {"27.3", "27.3/local-taxes"}
    assert found["operative"] is True


def test_sentences_of_an_article_and_operative_ones() -> None:
    assert {one["id"].split(".")[0] for one in get("/law/sentences?article=27", "sentences")["items"]} == {
        "27"
    }
    assert get("/law/sentences?operative=true", "sentences")["total"] == 112


def test_every_measure_and_parameter_has_its_own_address() -> None:
    book = rulebook()
    measures = [one["id"] for one in get("/measures?size=500", "measures")["items"]]
    assert measures == list(book.measures)
    for one in measures:
        assert get(f"/measures/{one}", "measure")["id"] == one
    parameters = [one["name"] for one in get("/parameters?size=500", "parameters")["items"]]
    assert sorted(book.data.parameters) == parameters[: len(book.data.parameters)]
    for name in parameters:
        assert get(f"/parameters/{name}", "parameter")["name"] == name


def test_the_facts_of_a_measure_are_those_its_rules_reach() -> None:
    assert "taxable_income" in get("/measures/27.3", "measure")["facts"]
    assert any(name.startswith("bidder.") for name in get("/measures/28.1/deduction", "measure")["facts"])


def test_parameters_left_to_localities() -> None:
    delegated = get("/parameters?delegated=true&size=500", "parameters")["items"]
    assert "reward_share" in {one["name"] for one in delegated}
    assert all(one["delegated"] for one in delegated)


def test_variables_of_an_entity() -> None:
    found = get("/variables?entity=enterprise&computed=false&size=500", "variables")["items"]
    assert {"employees", "revenue", "industry_code"} <= {one["name"] for one in found}
    assert not any(one["computed"] for one in found)


@pytest.mark.parametrize(
    "path", ["/law/sentences", "/measures/27.2", "/parameters", "/variables", "/schemas"]
)
def test_law_is_kept_by_its_tag(path: str) -> None:
    first = raw("GET", path)
    etag = first["ETag"]
    again = raw("GET", path, if_none_match=etag)
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == etag
    assert raw("GET", path, if_none_match='"other"').status_code == 200


def test_the_tag_is_the_rulebooks(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhiwei.platform.api import replies

    before = raw("GET", "/measures")["ETag"]
    monkeypatch.setattr(replies, "current", lambda: type("Other", (), {"hash": "0" * 64}))
    assert raw("GET", "/measures")["ETag"] != before


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_served(name: str) -> None:
    found = get(f"/schemas/{name}")
    assert found["$id"].endswith(f"/{name}.json")
    assert name in {one["name"] for one in get("/schemas", "schema_list")["items"]}


@pytest.mark.parametrize(
    "path",
    [
        "/law/sentences/99.9",
        "/measures/nothing",
        "/parameters/nothing",
        "/schemas/nothing",
        "/problems/x",
        "/nothing",
    ],
)
def test_what_is_not_there(path: str) -> None:
    assert get(path, status=404)["type"] == "/api/v1/problems/not-found"


def test_the_service_says_what_it_is() -> None:
    assert get("/", "service")["rulebook"] == rulebook().hash
    assert get("/problems/invalid", "problem_kind")["status"] == 422
