"""Schemas: our validator finds what it should, and inputs and outputs fit."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from tests.cli.call import EXAMPLES
from tests.cli.validate import faults
from zhiwei.schemas import NAMES, schema

SMALL = {
    "type": "object",
    "required": ["a"],
    "properties": {"a": {"$ref": "#/$defs/day"}, "b": {"type": "array", "items": {"enum": ["x", "y"]}}},
    "additionalProperties": False,
    "$defs": {"day": {"type": "string", "pattern": "^[0-9]{4}$"}},
}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"a": "2012"}, []),
        ({"a": "2012", "b": ["x", "y"]}, []),
        ({}, ["$: lacks a"]),
        ({"a": 2012}, ["$.a: 2012 is not of type string"]),
        ({"a": "12"}, ["$.a: '12' does not match ^[0-9]{4}$"]),
        ({"a": "2012", "b": ["z"]}, ["$.b[0]: 'z' is none of ['x', 'y']"]),
        ({"a": "2012", "c": 1}, ["$: has c, which the schema does not know"]),
        ([], ["$: [] is not of type object"]),
    ],
)
def test_the_validator_finds_faults(value: Any, found: list[str]) -> None:
    assert faults(value, SMALL) == found


def test_a_flag_is_no_integer() -> None:
    assert faults(True, {"type": "integer"}) == ["$: True is not of type integer"]
    assert faults(None, {"anyOf": [{"type": "string"}, {"type": "null"}]}) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_says_what_it_is(name: str) -> None:
    content = schema(name)
    assert content["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert content["$id"].endswith(f"/{name}.json")
    assert content["title"]
    assert content["description"]


def test_an_unknown_schema() -> None:
    with pytest.raises(
        KeyError, match="no schema nothing; known: answer, answer_question, application, application_filing, "
    ):
        schema("nothing")


@pytest.mark.parametrize(
    ("file", "name"), [("firm.json", "facts"), ("bid.yaml", "facts"), ("decision.json", "decisions")]
)
def test_example_inputs_fit_their_schemas(file: str, name: str) -> None:
    text = (EXAMPLES / file).read_text(encoding="utf-8")
    content = json.loads(text) if file.endswith("json") else yaml.load(text, yaml.BaseLoader)
    assert faults(content, schema(name)) == []
