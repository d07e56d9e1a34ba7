"""Files of programmes are read and checked whole: every defect is named with its place and the nearest known word."""

from __future__ import annotations

import copy
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from tests.platform.programmes.documented import blocks, installed, write
from zhiwei.engine.errors import LoadError
from zhiwei.platform.cases.casetypes.registry import load as load_types
from zhiwei.platform.programmes.checks import programmes as checked
from zhiwei.platform.programmes.files.checking import Known
from zhiwei.platform.programmes.files.registry import load, names

FILE, TYPE = "programmes/stands.yaml", "case_types/stand_subsidy.yaml"
Change = Callable[[dict[str, Any]], None]


def put(*path: Any) -> Change:
    """A change that puts the last of ``path`` where the others lead."""

    def change(data: Any) -> None:
        *way, last, value = path
        for name in way:
            data = data[name]
        data[last] = value

    return change


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """What the example may name: law, rulebook and its own case type."""
    folder = write(tmp_path_factory.mktemp("own"))
    return names(load_types([folder / TYPE]))


def defects(tmp_path: Path, known: Known, *changes: Change) -> list[str]:
    """What is wrong with the example after some changes, without the name of its file."""
    data = copy.deepcopy(yaml.safe_load(blocks()[FILE]))
    for change in changes:
        change(data)
    file = tmp_path / "own" / FILE
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        load([file], known)
    except LoadError as error:
        return [str(one).removeprefix(f"own/{FILE}: ") for one in error.defects]
    return []


STANDS, MOVES = ("registers", "stands"), ("registers", "stands", "moves", "confirm")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("sentences", ["15.9"]), ["sentences: '15.9' is no sentence (did you mean 1.9 or 15.5 or 15.4?)"]),
        (put("divisions", ["330199"]), ["divisions: '330199' is no division (did you mean 330109 or 330922 or 330921?)"]),
        (put("cases", ["stand_subsidi"]), [
            "cases: 'stand_subsidi' is no case type (did you mean stand_subsidy?)",
            "facts.settlement: no case type asks with them (say asks: {computed: …} in the case type)",
            "money: no step reserves under this sentence on this basis",
        ]),
        (put("registers", "fairs", "keepers", ["conty"]), ["registers.fairs.keepers: 'conty' is no keeper (did you mean county or city?)"]),
        (put("registers", "fairs", "keepers", ["owner"]), ["registers.fairs.keepers: 'owner' is no keeper"]),
        (put(*STANDS, "owner", "agencies"), ["registers.stands.owner: 'agencies' is no kind of subject (did you mean agency?)"]),
        (put(*STANDS, "fields", 2, "entity", "enterprize"), ["registers.stands.fields.firm: 'enterprize' is no kind of subject (did you mean enterprise?)"]),
        (put(*STANDS, "fields", 1, "register", "fair"), ["registers.stands.fields.fair: 'fair' is no register of this programme (did you mean fairs?)"]),
        (put(*STANDS, "fields", 4, "kind", "monney"), [
            "registers.stands.fields.4.kind: 'monney' is no kind of field (did you mean money?)",
            "counts.fees.sum: 'fee' cannot be summed",
        ]),
        (put(*STANDS, "title", "contrakt"), ["registers.stands.title: 'contrakt' is no field (did you mean contract?)"]),
        (put(*STANDS, "day", "fee"), ["registers.stands.day: 'fee' is no date"]),
        (put(*STANDS, "unique", "contract", ["owner", "contrat"]), ["registers.stands.unique.contract: 'contrat' is no part of a key (did you mean contract?)"]),
        (put(*STANDS, "capacity", {"per": ["fair"]}), ["registers.stands.capacity: says not how many (give parameter, or record and field)"]),
        (put(*STANDS, "capacity", "field", "name"), ["registers.stands.capacity.field: 'name' is no count of that register"]),
        (put(*STANDS, "capacity", {"per": ["year"], "parameter": "no_such"}), ["registers.stands.capacity.parameter: 'no_such' is no parameter"]),
        (put(*MOVES, "to", "confirmd"), ["registers.stands.moves.confirm.to: 'confirmd' is no state (did you mean confirmed?)"]),
        (put(*MOVES, "actors", ["frim"]), ["registers.stands.moves.confirm.actors: 'frim' is no actor (did you mean firm?)"]),
        (put(*MOVES, "actors", []), ["registers.stands.moves.confirm.actors: nobody may do it"]),
        (put("counts", "firms", "distinct", "firma"), ["counts.firms: 'firma' is no field (did you mean firm or fair?)"]),
        (put("counts", "firms", "sum", "fee"), ["counts.firms: is both a sum and a number of values"]),
        (put("counts", "firms", "target", "traineesum"), ["counts.firms.target: 'traineesum' is no parameter"]),
        (put("counts", "firms", "difficulty", "profits"), ["counts.firms.difficulty: 'profits' is no difficulty of 2.1 (did you mean profit?)"]),
        (put("facts", "settlement", "confirmed_order", "stands"), ["facts.settlement: 'confirmed_order' is no fact of service_settlement (did you mean confirmed_orders or confirmed_value?)"]),
        (put("facts", "settlement", "confirmed_value", "fee"), ["facts.settlement.confirmed_value: 'fee' is no count of this programme (did you mean fees?)"]),
        (put("facts", "settlement", "confirmed_value", {"count": "fees", "ovr": "stands"}), ["facts.settlement.confirmed_value.ovr: is not known here (did you mean over?)"]),
        (put("money", "basis", "stand"), ["money: no step reserves under this sentence on this basis"]),
        (put("regsters", {}), ["regsters: is not known here (did you mean registers?)"]),
        (put("title", {"zh": "补贴"}), ["title.en: is missing"]),
    ],
)  # fmt: skip
def test_each_defect_is_named(tmp_path: Path, known: Known, change: Change, said: list[str]) -> None:
    assert defects(tmp_path, known, change) == said


def test_the_example_is_sound_and_all_defects_come_at_once(tmp_path: Path, known: Known) -> None:
    assert defects(tmp_path / "1", known) == []
    both = defects(tmp_path / "2", known, put("sentences", []), put("counts", "stands", "register", "stand"))
    assert both == [
        "sentences: cites no sentence (name the sentence)",
        "counts.stands.register: 'stand' is no register of this programme (did you mean stands?)",
    ]


def test_a_form_that_asks_for_what_is_counted_is_refused(tmp_path: Path) -> None:
    field = "- {name: for_year, zh: 补贴年度, en: for the year, kind: count}"
    typed = f"{field}\n    - {{name: confirmed_value, zh: 金额, en: amount, kind: money}}"
    folder = write(tmp_path / "own", {TYPE: (field, typed)})
    with pytest.raises(LoadError) as error:
        load([folder / FILE], names(load_types([folder / TYPE])))
    (wrong,) = error.value.defects
    assert str(wrong) == (
        f"own/{FILE}: facts.settlement: 'confirmed_value' is computed, and stand_subsidy asks for it on a form "
        "(take the field away)"
    )
    assert wrong.text("zh") == (
        f"own/{FILE}: facts.settlement：“confirmed_value”由登记册算出，stand_subsidy 却要填写（请去掉这一填写项）"
    )


def test_two_files_with_one_id_and_what_is_no_programme_at_all(tmp_path: Path, known: Known) -> None:
    paths = []
    for folder, text in (("a", blocks()[FILE]), ("b", blocks()[FILE]), ("c", "- a\n"), ("d", "a: [\n")):
        file = tmp_path / folder / FILE
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        paths.append(file)
    with pytest.raises(LoadError) as error:
        load(paths, known)
    said = [str(one).partition(" while ")[0] for one in error.value.defects]
    assert said[:2] == [
        f"b/{FILE}: id: stands is the programme of a/{FILE} too",
        f"c/{FILE}: is no mapping (write the keys of a programme)",
    ]
    assert said[2].startswith(f"d/{FILE}: is no YAML:")


def test_the_command_lists_every_defect(tmp_path: Path) -> None:
    good, bad = (
        write(tmp_path / "good"),
        write(tmp_path / "bad", {FILE: ("distinct: firm", "distinct: form")}),
    )
    out, err = StringIO(), StringIO()
    call_command("check_programmes", str(good), stdout=out)
    assert out.getvalue() == "没有问题\n"
    with pytest.raises(CommandError, match="1 处问题"):
        call_command("check_programmes", str(bad), stderr=err)
    assert err.getvalue() == f"bad/{FILE}: counts.firms: 'form' is no field (did you mean firm?)\n"


def test_a_defect_stops_the_start(tmp_path: Path) -> None:
    with installed(write(tmp_path / "bad", {FILE: ("distinct: firm", "distinct: form")})):
        assert [(one.id, str(one.msg)) for one in checked(None)] == [
            ("programmes.E001", f"bad/{FILE}: counts.firms: 'form' is no field (did you mean firm?)")
        ]
    with installed(write(tmp_path / "good")):
        assert checked(None) == []
