"""Every act that the code writes down has words for its reader, and so have its kind of record and its particulars."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import override

import zhiwei.platform
from zhiwei.platform.accounts.permissions import PERMISSIONS
from zhiwei.platform.audit import choices, words
from zhiwei.platform.audit.labels import LABELS
from zhiwei.platform.audit.particulars import shown

ROOMS = Path(zhiwei.platform.__file__).parent
LANGUAGES = (("zh-hans", "[A-Za-z]"), ("en", "_|[一-鿿]"))
"""A language, and signs that its words have none of."""
NO_ACTS = {"migrations", "apps.py"}
"""Where texts with a point name models and modules."""


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(ROOMS.rglob("*.py")):
        if not NO_ACTS.intersection(path.relative_to(ROOMS).parts):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _acts() -> set[str]:
    """Texts that stand where acts are written down, and texts that look like acts of the rooms."""
    rooms = {path.name for path in ROOMS.iterdir() if path.is_dir()}
    heads = rooms | {name.partition(".")[0] for name in (*words.ACTS, *PERMISSIONS)}
    like = re.compile(rf"({'|'.join(sorted(heads))})\.[a-z_]+")
    found = set()
    for _path, tree in _trees():
        names = {
            id(k.value) for k in ast.walk(tree) if isinstance(k, ast.keyword) and k.arg == "dispatch_uid"
        }
        for node in ast.walk(tree):
            text = _text(node) if id(node) not in names and isinstance(node, ast.expr) else None
            if text is not None and like.fullmatch(text):
                found.add(text)
            if isinstance(node, ast.Call) and len(node.args) > 1 and "kind" in {k.arg for k in node.keywords}:
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in ("record", "announce") and (name := _text(node.args[1])):
                    found.add(name)
    return found


def _written(keyword: str) -> Iterator[ast.expr]:
    for _path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in ("record", "announce"):
                    yield from (one.value for one in node.keywords if one.arg == keyword)


def _bare(names: set[str], told: object) -> set[tuple[str, str]]:
    bare = set()
    for language, foreign in LANGUAGES:
        with override(language):
            bare |= {(language, name) for name in names if re.search(foreign, told(name))}  # type: ignore[operator]
    return bare


def test_every_act_has_words() -> None:
    acts = _acts()
    assert {"cases.open", "login.failed", "webhooks.stop", "facts.upload"} <= acts
    assert len(acts) > 150
    assert _bare(acts | set(words.ACTS), words.act) == set()


def test_every_kind_of_record_of_an_act_has_words() -> None:
    kinds = {name for node in _written("kind") if (name := _text(node))}
    assert {"case", "webhook", "trial"} <= kinds
    assert _bare(kinds | set(words.KINDS), words.kind) == set()


def test_every_particular_named_where_an_act_is_written_down_has_words() -> None:
    names = {
        name
        for node in _written("detail")
        if isinstance(node, ast.Dict)
        for key in node.keys
        if (name := _text(key))
    }
    assert len(names) > 20

    def label(name: str) -> str:
        return str(LABELS.get(name, words.field(name)))

    assert _bare(names | set(LABELS), label) == set()


def test_values_are_told_in_words_and_yuan() -> None:
    with override("zh-hans"):
        assert shown(1_234_567, "yearly_fen") == "12,345.67"
        assert shown(0, "released") == "0.00"
        assert shown(True) == "是"
        assert shown([], "defects") == "—"
        assert shown("ended", "state") == "ended", (
            "cases, subjects and others have states of one code and other words"
        )
        assert shown("formed_with_public_money", "fact") == words.field("formed_with_public_money")
        assert shown({"fen": 100, "reason": "重复支付"}) == "金额（元）：1.00；理由：重复支付"


def test_facts_of_a_year_shares_of_levels_and_the_audits_own_records_have_words() -> None:
    with override("zh-hans"):
        assert words.field("average_employees@2012") == f"{words.field('average_employees')}（2012）"
        assert words.field("average_employees") != "average_employees"
        assert shown({"city": "3/10", "county": "3/10"}, "shares") == "市：3/10；县：3/10"
        assert (words.own("act 1968"), words.own("reads")) == ("行为记录 1968", "查阅记录")


def test_codes_of_models_have_the_words_of_their_fields() -> None:
    with override("zh-hans"):
        assert choices.word("legal_form", "no such") == ""
        assert choices.word("origin", "counter") == "窗口代办"
