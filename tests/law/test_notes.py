"""Notes beside dated values: every English one has its Chinese, and none of the Chinese ones is left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiwei.engine.errors import LoadError
from zhiwei.law.notes import is_english, load_notes, note_text
from zhiwei.law.parameters import load_parameters


def test_every_english_note_has_its_chinese() -> None:
    parameters = load_parameters().values()
    notes = {value.note for one in parameters for value in one.values} | {one.note for one in parameters}
    english = {note for note in notes if is_english(note)}
    assert len(english) > 70
    assert sorted(english - load_notes().keys()) == [], "write their Chinese in notes.yaml"
    assert sorted(load_notes().keys() - english) == [], "take these out of notes.yaml"


def test_a_note_in_both_languages() -> None:
    assert note_text("no text ending it was found") == "未见终止的文件"
    assert note_text("no text ending it was found", "en") == "no text ending it was found"
    assert note_text("办法2011-09-02施行") == "办法2011-09-02施行"


def test_names_of_standards_are_no_english() -> None:
    assert not is_english("按GB/T 4754的小类")
    assert is_english("there was none")


def test_what_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("- {en: one, zh: two}\n- {en: one, zh: 一}\n", encoding="utf-8")
    with pytest.raises(LoadError) as refused:
        load_notes(tmp_path)
    assert [str(one) for one in refused.value.defects] == [
        "notes.yaml: one: its Chinese has English words: two",
        "notes.yaml: one: stands twice (keep one)",
    ]
