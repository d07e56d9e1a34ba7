"""The English catalogue: collected from the code, complete in every room, compiled."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import polib
import pytest

from zhiwei.platform.kit.catalogue import extract, files
from zhiwei.platform.kit.catalogue.__main__ import main

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy as p, gettext_lazy
_("甲" "乙"); ngettext("一 %(n)s", "多 %(n)s", n); p("税", "率"); gettext_lazy("丙"); _("甲乙"); other("丁")
"""
PAGE = """{% load i18n %}{% translate "题目" %}{% trans '说“好”' %}{{ x|default:_("无") }}{# _("不要") #}
{% blocktranslate count n=n %}{{ n }} 条 97%{% plural %}{{ n }} 条{% endblocktranslate %}
{% translate "月" context "日期" %}"""


def test_texts_of_code_are_found_under_any_name() -> None:
    assert [message.key for message in extract.in_code(CODE, "a.py")] == [
        ("甲乙", "", ""), ("一 %(n)s", "多 %(n)s", ""), ("率", "", "税"), ("丙", "", ""), ("甲乙", "", ""),
    ]  # fmt: skip


def test_texts_of_templates_are_found() -> None:
    assert [message.key for message in extract.in_template(PAGE, "a.html")] == [
        ("题目", "", ""), ("说“好”", "", ""), ("无", "", ""), ("%(n)s 条 97%%", "%(n)s 条", ""), ("月", "", "日期"),
    ]  # fmt: skip


@pytest.mark.parametrize("call", ['_(f"共 {n} 条")', "_(text)", '_("甲" + "乙")'])
def test_a_text_put_together_at_run_time_is_refused(call: str) -> None:
    source = f"from django.utils.translation import gettext as _\n{call}\n"
    with pytest.raises(extract.Unreadable, match=r"^a\.py:2: a text to be translated must be written out"):
        list(extract.in_code(source, "a.py"))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A room of its own with two texts."""
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "apps.py").write_text("", encoding="utf-8")
    (folder / "a.py").write_text(
        'from django.utils.translation import gettext as _\n_("门")\n_("%(n)s 户")\n', encoding="utf-8"
    )
    monkeypatch.setattr(files, "ROOMS", tmp_path)
    return folder


def translate(room: Path, **texts: str) -> None:
    path = room / files.PO
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = texts.get(entry.msgid, entry.msgstr)
    catalogue.save(str(path))


def test_a_new_text_is_taken_up_and_asked_for(room: Path, capsys: Any) -> None:
    assert main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "shop/a.py:2: '门' has no English text",
        "shop/a.py:3: '%(n)s 户' has no English text",
    ]


def test_a_translation_is_kept_and_compiled(room: Path) -> None:
    main([])
    translate(room, **{"门": "door", "%(n)s 户": "%(n)s firms"})
    assert files.faults(room) == ["shop: locale/en/LC_MESSAGES/django.mo is not made from its .po"]
    assert main([]) == 0
    assert main(["--check"]) == 0
    compiled = polib.mofile(str((room / files.PO).with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {"门": "door", "%(n)s 户": "%(n)s firms"}


def test_a_text_no_longer_used_is_named_and_left_out(room: Path) -> None:
    main([])
    translate(room, **{"门": "door", "%(n)s 户": "%(n)s firms"})
    (room / "a.py").write_text(
        "from django.utils.translation import gettext as _\n_('门')\n", encoding="utf-8"
    )
    assert "shop: '%(n)s 户' is used no more" in files.faults(room)
    assert main([]) == 0
    assert len(files.catalogue_of(room)) == 1


def test_a_translation_with_another_blank_is_named(room: Path) -> None:
    main([])
    translate(room, **{"门": "door", "%(n)s 户": "%(m)s firms"})
    main([])
    assert files.faults(room) == ["shop: '%(n)s 户' and its English text differ in their blanks"]


def test_another_rooms_translation_is_taken(room: Path) -> None:
    main([])
    translate(room, **{"门": "door", "%(n)s 户": "%(n)s firms"})
    shutil.copytree(room, room.with_name("tower"), ignore=shutil.ignore_patterns("locale"))
    assert main([]) == 0
    assert {entry.msgstr for entry in files.catalogue_of(room.with_name("tower"))} == {"door", "%(n)s firms"}


@pytest.mark.parametrize("room_of_ours", files.rooms(), ids=lambda path: path.name)
def test_every_text_of_the_platform_has_its_english(room_of_ours: Path) -> None:
    """Remedy: `./dev exec python -m zhiwei.platform.kit.catalogue ROOM`, fill in its django.po, run it again."""
    assert files.faults(room_of_ours) == []


FULL_WIDTH = re.compile("[\u3000-\u3002\uff01-\uff5e]")
"""Marks of Chinese text, but for the brackets that document numbers and titles are quoted with."""


@pytest.mark.parametrize("room_of_ours", files.rooms(), ids=lambda path: path.name)
def test_english_texts_have_no_chinese_marks(room_of_ours: Path) -> None:
    said = [
        text
        for entry in files.catalogue_of(room_of_ours)
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert [text for text in said if FULL_WIDTH.search(text)] == []


OTHERWISE = {"styleguide.html"}
"""Chinese sample text."""
TAGS = re.compile(
    r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL
)


@pytest.mark.parametrize("room_of_ours", files.rooms(), ids=lambda path: path.name)
def test_pages_write_no_chinese_marks_between_values(room_of_ours: Path) -> None:
    """Remedy: `{% punct "：" %}` writes the mark of the page's language."""
    bare = [
        f"{path.relative_to(room_of_ours)}: {mark[0]}"
        for path in sorted(room_of_ours.glob("templates/**/*.html"))
        if path.name not in OTHERWISE
        for mark in FULL_WIDTH.finditer(TAGS.sub("", path.read_text(encoding="utf-8")))
    ]
    assert bare == []
