"""Reasons for what hangs loose."""

from pathlib import Path

import pytest

from tests.law.small_law import write_law
from zhiwei.engine.errors import LoadError
from zhiwei.law.reasons import load_reasons
from zhiwei.law.rooms import load_rooms


def test_entries_name_a_place_or_a_family(tmp_path: Path) -> None:
    found = load_reasons(write_law(tmp_path, not_norms="""
reasons: {heading: {zh: 序号, en: ordinal}, noun: {zh: 名词, en: noun}}
entries:
  - {family: heading, count: 3, reason: heading}
  - {sentence: '1.1', text: 三, nth: 2, reason: noun, note: why}
"""))  # fmt: skip
    family, place = found.not_norms
    assert (family.family, family.count, family.reason.text("en")) == ("heading", 3, "ordinal")
    assert (place.sentence, place.text, place.nth, place.reason.zh, place.note) == (
        "1.1",
        "三",
        2,
        "名词",
        "why",
    )
    assert {key: label.en for key, label in found.pending.items()} == {"1.3": "planned"}


def test_every_defect_of_both_files_is_reported_at_once(tmp_path: Path) -> None:
    not_norms = """
reasons: {noun: {zh: 名词}}
entries:
  - {sentence: '1.1', text: 三, reason: nown}
  - {family: headin, count: three, reason: noun}
  - {reason: noun}
"""
    pending = "reasons: {workflow: {zh: 待建, en: planned}}\nsentences: {'1.3': workflo}\nextra: 1\n"
    with pytest.raises(LoadError) as raised:
        load_reasons(write_law(tmp_path, not_norms=not_norms, pending=pending))
    assert list(map(str, raised.value.defects)) == [
        "not_norms.yaml: file reasons noun: en is missing",
        "not_norms.yaml: file entries[1]: reason 'nown' is not known (did you mean noun?)",
        "not_norms.yaml: file entries[2]: unknown family headin (did you mean heading?)",
        "not_norms.yaml: file entries[2]: count 'three' is not a whole number",
        "not_norms.yaml: file entries[3]: needs a sentence and text, or a family and count (give one of the two)",
        "pending.yaml: file: unknown field 'extra' (known: reasons, sentences)",
        "pending.yaml: file sentences: 1.3 'workflo' is not known (did you mean workflow?)",
    ]


def test_the_project_gives_a_reason_in_both_languages_for_all_it_lists() -> None:
    found = load_reasons()
    assert all(one.reason.zh and one.reason.en for one in found.not_norms)
    assert all(label.zh and label.en for label in found.pending.values())


def test_rooms_are_read_with_all_defects(tmp_path: Path) -> None:
    assert load_rooms(tmp_path) == {}
    path = tmp_path / "rooms.yaml"
    path.write_text("rooms: {bases: {zh: 基地, en: bases}}\nsentences: {'9.1': [bases]}\n", "utf-8")
    assert {key: [room.key for room in rooms] for key, rooms in load_rooms(tmp_path).items()} == {
        "9.1": ["bases"]
    }
    path.write_text(
        "rooms: {bases: {zh: 基地, en: bases}}\nsentences: {'9.1': [base], '9.2': [x]}\nmore: 1\n", "utf-8"
    )
    with pytest.raises(LoadError) as caught:
        load_rooms(tmp_path)
    assert [str(one) for one in caught.value.defects] == [
        "rooms.yaml: file: unknown field 'more' (known: rooms, sentences)",
        "rooms.yaml: 9.1: no room 'base' (did you mean bases?)",
        "rooms.yaml: 9.2: no room 'x'",
    ]
