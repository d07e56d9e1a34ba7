"""Case types are read and checked whole: every defect is named with its place and the nearest known word."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml

import zhiwei.platform
from tests.platform.cases.trial import raw
from zhiwei.engine.errors import LoadError
from zhiwei.platform.cases.casetypes.arguments import Declared, Wrong, declared
from zhiwei.platform.cases.casetypes.checking import Known
from zhiwei.platform.cases.casetypes.model import Call, CaseType
from zhiwei.platform.cases.casetypes.reading import Reader
from zhiwei.platform.cases.casetypes.registry import load


def _held(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    if given["field"] not in {field.name for field in one.start.form}:
        yield Wrong("field", f"{given['field']!r} is asked nowhere", f"没有填写“{given['field']}”")


def hold(
    context: object, *, field: str, per: list[str], most: int = 1, by: Literal["year", "day"] = "year"
) -> None:
    """An effect with arguments of every kind."""


PLAIN = Declared({})
KNOWN = Known(
    sentences={"27.2", "27.3"}, entities={"enterprise", "base"}, measures={"27.2": "enterprise", "14.4": "base"},
    guards={"verdict": PLAIN, "notice_over": PLAIN}, effects={"trial_count": PLAIN, "hold": declared(hold, _held)},
    figures={"trial_figures": PLAIN}, answerers={"computed": PLAIN},
)  # fmt: skip


def defects(tmp_path: Path, *changes: Callable[[dict[str, Any]], Any]) -> list[str]:
    """What is wrong with the trial after some changes, without the name of its file."""
    data = copy.deepcopy(raw())
    for change in changes:
        change(data)
    folder = tmp_path / "room" / "case_types"
    folder.mkdir(parents=True)
    file = folder / "trial.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    try:
        load([file], KNOWN)
    except LoadError as error:
        return [str(one).removeprefix("room/case_types/trial.yaml: ") for one in error.defects]
    return []


def put(*path: Any) -> Callable[[dict[str, Any]], None]:
    """A change that puts the last of ``path`` where the others lead."""

    def change(data: Any) -> None:
        *way, last, value = path
        for name in way:
            data = data[name]
        data[last] = value

    return change


def test_the_trial_is_sound(tmp_path: Path) -> None:
    assert defects(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("sentences", []), ["sentences: cites no sentence (name the sentence)"]),
        (put("sentences", ["27.22"]), ["sentences: '27.22' is no sentence (did you mean 27.2 or 27.3?)"]),
        (put("year", "purpose"), ["year: 'purpose' is no year of a case"]),
        (
            put("documents", "supplement_2", {"zh": "补充", "en": "more"}),
            ["documents.supplement_2: is a name of the platform's own (choose another)"],
        ),
        (
            put("transitions", "resubmit", "form", [{"name": "correction", "zh": "说明", "en": "remark", "kind": "text"}]),
            ["transitions.resubmit.form: asks twice for correction"],
        ),
        (put("year", "asof"), ["year: 'asof' is no year of a case (did you mean as_of?)"]),
        (put("measure", "14.4"), ["measure: 14.4 speaks of base"]),
        (put("transitions", "publish", "actors", []), ["transitions.publish.actors: nobody may do it (name a role, applicant or system)"]),
        (put("transitions", "publish", "actors", ["county", "conty"]), ["transitions.publish.actors: 'conty' is no actor (did you mean county or city?)"]),
        (put("transitions", "check", "guard", ["verdikt"]), ["transitions.check.guard: 'verdikt' is no guard (did you mean verdict?)"]),
        (put("transitions", "pay", "effects", ["trial_cont"]), ["transitions.pay.effects: 'trial_cont' is no effect (did you mean trial_count?)"]),
        (put("transitions", "resubmit", "documents", ["license"]), ["transitions.resubmit.documents: 'license' is no document of this type (did you mean licence?)"]),
        (put("transitions", "pay", "other_person_than", ["pay"]), ["transitions.pay.other_person_than: names itself"]),
        (put("transitions", "recheck", "from", ["paid"]), ["transitions.recheck.from: leaves the end paid (say reopens: true)"]),
        (put("transitions", "clear", "actors", ["county"]), ["notice.then: clear is not done by system"]),
        (put("transitions", "withdraw", "actors", ["county"]), ["transitions.withdraw.withdraws: is not for the applicant"]),
        (put("open", "counter", []), ["open.counter: roles at the counter and the way counter go together"]),
        (put("open", "ways", ["online"]), ["open.ways: 'online' is no way to begin", "open.counter: roles at the counter and the way counter go together"]),
        (put("clocks", "decide", "escalate", "provinc"), ["clocks.decide.escalate: 'provinc' is no level of government (did you mean province?)"]),
        (put("clocks", "decide", "then", "refuse"), ["clocks.decide: says not what follows its end (give one of escalate, then)", "clocks.decide.then: refuse is not done by system"]),
        (put("clocks", "decide", "reading", "workdays"), ["clocks.decide.reading: 'workdays' is no reading of days (one of calendar, working)"]),
        (put("clocks", "decide", "why", {}), ["clocks.decide.why.zh: is missing", "clocks.decide.why.en: is missing"]),
        (put("clocks", "decide", "pauses", ["checked"]), ["clocks.decide: both runs and pauses in checked"]),
        (put("notice", "days", 0), ["notice.days: 0 is no number of days"]),
        (put("notice", "answers", []), ["notice.answers: nobody answers objections"]),
        (put("states", "paid", "plain", {"zh": "已付款。"}), ["states.paid.plain.en: is missing"]),
        (put("states", "paid", "end", True), ["states.paid.end: is not known here (did you mean ends or en?)"]),
        (put("open", "form", 0, "positive", True), ["open.form.0.positive: only money and counts are above zero"]),
        (put("open", "form", 0, "kind", "monney"), ["open.form.0.kind: 'monney' is no kind of field (did you mean money?)"]),
        (put("transitions", "open", {}), ["transitions.open.zh: is missing", "transitions.open.en: is missing", "transitions.open: is the name of opening (choose another)", "transitions.open.from: begins nowhere", "transitions.open.actors: nobody may do it (name a role, applicant or system)", "transitions.open.to: '' is no state"]),
    ],
)  # fmt: skip
def test_each_defect_is_named(tmp_path: Path, change: Callable[[Any], None], said: list[str]) -> None:
    assert defects(tmp_path, change) == said


def holding(*given: Any) -> Callable[[dict[str, Any]], Any]:
    """A change that lets the publishing have these effects."""
    return put("transitions", "publish", "effects", list(given))


AT = "transitions.publish.effects"


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        (["trial_count", {"hold": {"field": "purpose", "per": ["year"]}}], []),
        ([{"hold": {"field": "purpose", "per": [], "most": 2, "by": "day"}}], []),
        (["hold"], [f"{AT}.hold: lacks the argument 'field'", f"{AT}.hold: lacks the argument 'per'"]),
        ([{"hold": {"field": "purpose", "per": ["year"], "mosst": 1}}], [f"{AT}.hold.mosst: 'mosst' is no argument of hold (did you mean most?)"]),
        ([{"trial_count": {"twice": True}}], [f"{AT}.trial_count.twice: 'twice' is no argument of trial_count (it takes none)"]),
        ([{"hold": {"field": "purpose", "per": "year", "most": True, "by": "week"}}], [
            f"{AT}.hold.by: 'week' is not year or day (write year or day)",
            f"{AT}.hold.most: True is not a whole number (write a whole number)",
            f"{AT}.hold.per: 'year' is not a list (write a list)",
        ]),
        ([{"hold": {"field": "porpose", "per": ["year"]}}], [f"{AT}.hold.field: 'porpose' is asked nowhere"]),
        ([{"holt": {}}], [f"{AT}: 'holt' is no effect (did you mean hold?)"]),
        ([{"hold": {}, "trial_count": {}}], [f"{AT}: {{'hold': {{}}, 'trial_count': {{}}}} is neither a name nor a name with its arguments (write name, or {{name: {{argument: value}}}})"]),
        ([3], [f"{AT}: 3 is neither a name nor a name with its arguments (write name, or {{name: {{argument: value}}}})"]),
    ],
)  # fmt: skip
def test_arguments_are_checked_against_what_the_function_declares(
    tmp_path: Path, effects: list[Any], said: list[str]
) -> None:
    assert defects(tmp_path, holding(*effects)) == said


def test_arguments_stand_in_the_type_and_change_its_hash() -> None:
    hashes = set()
    for most in (1, 2):
        data = raw()
        holding({"hold": {"field": "purpose", "per": ["year"], "most": most}})(data)
        read = Reader("trial.yaml").read(data)
        assert read is not None
        assert read.transitions["publish"].effects == (
            Call("hold", {"field": "purpose", "per": ["year"], "most": most}),
        )
        hashes.add(read.hash)
    assert len(hashes) == 2


def test_a_type_that_asks_otherwise_may_have_a_measure_of_another_entity(tmp_path: Path) -> None:
    assert defects(tmp_path / "1", put("measure", "14.4"), put("asks", "computed")) == []
    assert defects(tmp_path / "2", put("asks", {"comptued": {}})) == [
        "asks: 'comptued' is no way to ask the law (did you mean computed?)"
    ]


def test_a_dead_end_and_an_unreachable_state(tmp_path: Path) -> None:
    lonely = {"zh": "孤立", "en": "lonely", "plain": {"zh": "。", "en": "."}}
    found = defects(
        tmp_path, put("states", "lonely", lonely), put("states", "stuck", lonely),
        put("transitions", "lose", {"zh": "丢失", "en": "lose", "from": ["checked"], "to": "stuck", "actors": ["county"]}),
    )  # fmt: skip
    assert found == [
        "states.lonely: is never reached",
        "states.lonely: leads to no end (add a transition that leads on)",
        "states.stuck: leads to no end (add a transition that leads on)",
    ]


def test_all_defects_of_all_kinds_come_at_once_and_in_chinese_too(tmp_path: Path) -> None:
    data = raw()
    data["sentences"], data["transitions"]["check"]["guard"] = ["99.1"], ["verdikt"]
    file = tmp_path / "room" / "case_types" / "trial.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(LoadError) as error:
        load([file], KNOWN)
    place = "room/case_types/trial.yaml: "
    assert [one.text("zh") for one in error.value.defects] == [
        f"{place}sentences：“99.1”不是《意见》的句子",
        f"{place}transitions.check.guard：“verdikt”不是办理条件（是不是 verdict？）",
    ]


def test_two_files_with_one_id(tmp_path: Path) -> None:
    paths = []
    for room in ("one", "two"):
        file = tmp_path / room / "case_types" / "trial.yaml"
        file.parent.mkdir(parents=True)
        file.write_text(yaml.safe_dump(raw(), allow_unicode=True), encoding="utf-8")
        paths.append(file)
    with pytest.raises(LoadError, match=r"trial is the type of one/case_types/trial\.yaml too"):
        load(paths, KNOWN)


@pytest.mark.parametrize("text", ["- a\n", "a: [\n"])
def test_what_is_no_case_type_at_all(tmp_path: Path, text: str) -> None:
    file = tmp_path / "room" / "case_types" / "x.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError, match=r"room/case_types/x\.yaml: is no (mapping|YAML)"):
        load([file], KNOWN)


def test_the_types_of_the_installed_rooms_are_sound() -> None:
    from zhiwei.platform.cases.casetypes import registry

    for name, one in registry.all_types().items():
        assert name == one.id
        assert one.sentences


SHIPPED = sorted(Path(zhiwei.platform.__file__).parent.glob("*/case_types/*.yaml"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_whoever_may_go_on_is_offered_that_before_returning_or_rejecting(file: Path) -> None:
    steps = yaml.safe_load(file.read_text(encoding="utf-8"))["transitions"]
    for state, actor in {(s, a) for one in steps.values() for s in one["from"] for a in one["actors"]}:
        against = [
            any(one.get(flag) for flag in ("returns", "withdraws", "rejects"))
            for one in steps.values()
            if state in one["from"] and actor in one["actors"]
        ]
        assert against == sorted(against), (state, actor)


@pytest.mark.parametrize(
    ("kind", "rejecting"),
    [
        ("voucher", {"dispute", "refuse", "unsettle", "doubt", "dismiss"}),
        ("reward", {"reject", "drop", "lower", "lower_raised"}),
        ("demonstration_base", {"refuse"}),
    ],
)
def test_steps_against_the_other_side_are_marked(kind: str, rejecting: set[str]) -> None:
    found = load([file for file in SHIPPED if file.stem == kind])[kind].transitions.values()
    assert {one.id for one in found if one.rejects} == rejecting


def test_amending_is_for_the_applicant_moves_nothing_and_asks_what_he_said(tmp_path: Path) -> None:
    amend = ("transitions", "amend")
    found = defects(
        tmp_path,
        put(*amend, "actors", ["applicant", "county"]),
        put(*amend, "to", "checked"),
        put(*amend, "documents", ["licence"]),
        put(*amend, "form", [{"name": "purposes", "zh": "用途", "en": "purpose", "kind": "text"}]),
    )
    assert found == [
        "transitions.amend.actors: somebody else than the applicant amends",
        "transitions.amend.to: amending moves the case (let from be to)",
        "transitions.amend.form: 'purposes' was not asked at the opening (did you mean purpose?)",
        "transitions.amend.documents: 'licence' was not asked at the opening",
    ]


def test_what_a_case_is_claimed_by_is_not_amended(tmp_path: Path) -> None:
    per = {"hold": {"field": "purpose", "per": ["purpose"]}}
    assert defects(tmp_path, put("open", "effects", [per])) == [
        "transitions.amend.form: the case is claimed by 'purpose', which cannot change"
    ]
