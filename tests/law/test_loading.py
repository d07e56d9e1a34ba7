"""Reading of YAML: scalars stay text, defects are collected with their place."""

from datetime import date
from pathlib import Path

from zhiwei.engine.errors import Defect
from zhiwei.law.loading import Record, read_records, read_yaml


def written(folder: Path, content: str) -> Path:
    path = folder / "some.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_numbers_and_dates_stay_the_text_that_was_written(tmp_path: Path) -> None:
    content = "{rate: 0.001, day: 2012-01-01, code: 0111, on: yes, flag: true, none: null, tilde: ~, empty: , q: 'true'}"
    assert read_yaml(written(tmp_path, content), []) == {
        "rate": "0.001", "day": "2012-01-01", "code": "0111", "on": "yes", "flag": True, "none": None,
        "tilde": None, "empty": None, "q": "true",
    }  # fmt: skip


def test_a_key_that_stands_twice_is_a_defect_with_its_line(tmp_path: Path) -> None:
    defects: list[Defect] = []
    assert read_yaml(written(tmp_path, "a: 1\nb: 2\na: 3\n"), defects) is None
    assert list(map(str, defects)) == ["some.yaml: line 3: key 'a' stands twice"]


def test_a_syntax_error_is_a_defect_with_its_line(tmp_path: Path) -> None:
    defects: list[Defect] = []
    assert read_yaml(written(tmp_path, "a: 1\nb: [1\nc: 2\n"), defects) is None
    assert str(defects[0]).startswith("some.yaml: line 3: ")


def test_a_record_without_its_key_is_a_defect_and_the_others_are_read(tmp_path: Path) -> None:
    defects: list[Defect] = []
    records = list(read_records(written(tmp_path, "- {id: one}\n- {name: two}\n- three\n"), "id", defects))
    assert [one.name for one in records] == ["one"]
    assert list(map(str, defects)) == [
        "some.yaml: record 2: has no id (give each record a id)",
        "some.yaml: record 3: has no id (give each record a id)",
    ]


def test_a_file_that_is_no_list_is_a_defect(tmp_path: Path) -> None:
    defects: list[Defect] = []
    assert list(read_records(written(tmp_path, "a: 1"), "id", defects)) == []
    assert list(map(str, defects)) == ["some.yaml: not a list of records (start each record with '- ')"]


def test_every_wrong_field_of_a_record_is_noted() -> None:
    defects: list[Defect] = []
    record = Record(
        {"from": "2012-13-01", "kind": "rul", "items": "a", "flag": "yes", "text": True, "extra": "x"},
        "f.yaml", "r", defects,
    )  # fmt: skip
    record.only("from", "kind", "items", "flag", "text", "extras")
    assert record.day("from") is None
    assert record.word("kind", ("rule", "list")) == ""
    assert record.texts("items") == ()
    assert record.flag("flag") is False
    assert record.text("text") == ""
    assert record.text("absent", needed=True) == ""
    assert list(map(str, defects)) == [
        "f.yaml: r: unknown field 'extra' (did you mean extras or text?)",
        "f.yaml: r: from '2012-13-01' is not a date (write YYYY-MM-DD)",
        "f.yaml: r: kind 'rul' is not known (did you mean rule?)",
        "f.yaml: r: items is not a list of texts (write [a, b])",
        "f.yaml: r: flag is neither true nor false: 'yes'",
        "f.yaml: r: text is not a text: True (quote it)",
        "f.yaml: r: absent is missing",
    ]


def test_right_fields_are_read_and_absent_ones_are_empty() -> None:
    defects: list[Defect] = []
    record = Record({"from": "2012-01-01", "items": ["a", "b"], "flag": True}, "f.yaml", "r", defects)
    assert record.day("from") == date(2012, 1, 1)
    assert record.texts("items") == ("a", "b")
    assert record.flag("flag")
    assert (record.text("x"), record.texts("x"), record.day("x"), record.flag("x")) == ("", (), None, False)
    assert defects == []


def test_inner_records_are_named_by_their_place() -> None:
    defects: list[Defect] = []
    record = Record({"values": [{"a": "1"}, "b"]}, "f.yaml", "r", defects)
    assert [one.name for one in record.records("values")] == ["r values[1]", "r values[2]"]
    assert list(map(str, defects)) == ["f.yaml: r: values[2] is not a mapping of fields"]
