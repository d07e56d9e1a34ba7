"""Loading refuses names, citations and annotations that lead nowhere; every defect in one report."""

from __future__ import annotations

import pytest

from tests.engine import meadowland
from tests.engine.meadowland import fact, parameter, value
from tests.engine.written import HEADER, book, module, source
from zhiwei.engine.errors import LoadError
from zhiwei.engine.model import Entity


def refusal(*args: str, **options: object) -> list[str]:
    """The defects, as people read them, of a book with one rule."""
    with pytest.raises(LoadError) as caught:
        book(*args, **options)  # type: ignore[arg-type]
    return [str(d) for d in caught.value.defects]


def header(**changed: str) -> str:
    """The decorator with some of its words replaced."""
    words = {"entity": '"mill"', "zh": '"试"', "en": '"tried"', "cites": '("1.1",)'} | changed
    return "@rule(" + ", ".join(f"{k}={v}" for k, v in words.items()) + ")\n"


ONE_RULE: dict[str, tuple[str, str, str, str]] = {
    "name of nothing": (
        "(incom: Money) -> Money", "return incom", HEADER,
        "written.tried: unknown name incom (did you mean income or free_income?)",
    ),
    "fact of another entity": (
        "(load: Count) -> Count", "return load", HEADER, "written.tried: unknown name load",
    ),
    "name of nothing behind a link": (
        "(owner__hand: Count) -> Count", "return owner__hand", header(entity='"cart"'),
        "written.tried: unknown name owner__hand",
    ),
    "unknown type": (
        "(income: Mony) -> Money", "return income", HEADER,
        "written.tried: income: unknown type Mony (did you mean Money?)",
    ),
    "unknown type of the result": (
        "(income: Money) -> Granary", "return income", HEADER,
        "written.tried: return: unknown type Granary (did you mean Grain?)",
    ),
    "unknown entity": (
        "(income: Money) -> Money", "return income", header(entity='"mil"'),
        "written.tried: unknown entity mil (did you mean mill?)",
    ),
    "unknown period": (
        "(income: Money) -> Money", "return income", header(period='"years"'),
        "written.tried: unknown period years (did you mean year?)",
    ),
    "unknown rounding": (
        "(income: Money) -> Money", "return income", header(rounding='"half_down"'),
        "written.tried: unknown rounding half_down (did you mean half_up or down?)",
    ),
    "no citation": (
        "(income: Money) -> Money", "return income", header(cites="()"),
        "written.tried: cites nothing (name the sentence or article it follows)",
    ),
    "unknown citation": (
        "(income: Money) -> Money", "return income", header(cites='("Mill Acts#1",)'),
        "written.tried: cites Mill Acts#1, which is not registered (did you mean Mill Act?)",
    ),
    "variable that is a fact": (
        "(hands: Count) -> Money", "return 0 if hands > 0 else 1", header(variable='"income"'),
        "written.tried: income is a fact of mill and cannot be computed",
    ),
    "variable that is a parameter": (
        "(hands: Count) -> Money", "return 0 if hands > 0 else 1", header(variable='"free_income"'),
        "written.tried: the variable free_income has the name of a parameter",
    ),
    "text": (
        "(motto: Code, income: Money) -> Money", "return income if motto == motto else 0", HEADER,
        "written.tried: motto is text, which no rule may read",
    ),
    "previous of a fact without period": (
        "(hands__previous: Count) -> Count", "return hands__previous", HEADER,
        "written.tried: hands has no period, so it has no previous one",
    ),
    "table taken plainly": (
        "(grain_share: Rate) -> Rate", "return grain_share", HEADER,
        "written.tried: grain_share must be annotated Keyed[Rate] (as the parameter applies)",
    ),
    "plain parameter taken as a table": (
        "(toll_rate: Keyed[Rate], grain: Grain) -> Rate", "return toll_rate[grain]", HEADER,
        "written.tried: toll_rate must be annotated Rate or Pieces[Rate] (as the parameter applies)",
    ),
    "variable taken as a table": (
        "(income: Keyed[Money], grain: Grain) -> Money", "return income[grain]", HEADER,
        "written.tried: income is a variable, not Keyed",
    ),
    "fact under another annotation": (
        "(income: Rate) -> Money", "return income", HEADER, "written.tried: income is money, annotated rate",
    ),
    "parameter under another annotation": (
        "(toll_rate: Money) -> Rate", "return toll_rate", HEADER,
        "written.tried: toll_rate is rate, annotated money",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_RULE)
def test_is_refused(case: str) -> None:
    signature, body, head, expected = ONE_RULE[case]
    assert expected in refusal(signature, body, header=head)


def test_everything_wrong_is_reported_at_once() -> None:
    text = (
        source("(incom: Money) -> Money", "return incom")
        + source("(income: Money) -> Money", "return income + 7").replace("tried(", "second(")
        + source("(income: Money) -> Flag", "return income").replace("tried(", "third(")
        + HEADER.replace('("1.1",)', '("9.x",)')
        + 'def fourth(hands: Count) -> Flag:\n    """Fourth."""\n    return hands > 0\n'
    )
    parameters = [
        *meadowland.PARAMETERS,
        parameter("hands", "count", value("2000-01-01", 1, source="Old Act")),
    ]
    with pytest.raises(LoadError) as caught:
        meadowland.book(module(text), parameters=parameters)
    assert [str(d) for d in caught.value.defects] == [
        "parameter hands: has the name of a fact (give the parameter a name of its own)",
        "parameter hands: cites Old Act#1, which is not registered",
        "written.py:second:8: the literal 7 is not allowed (a number with meaning is a parameter)",
        "written.fourth: cites 9.x, which is not registered",
        "written.tried: unknown name incom (did you mean income or free_income?)",
        "written.third: types or units clash: returns money, declared flag",
        # `hands` is a parameter now, of the same kind: nothing is wrong with the fourth rule beside its citation
    ]
    assert str(caught.value) == "\n".join(map(str, caught.value.defects))


def test_variables_in_a_circle() -> None:
    more = HEADER + 'def other(tried: Money) -> Money:\n    """Other."""\n    return tried\n'
    (found,) = refusal("(other: Money) -> Money", "return other", more=more)
    assert found in (
        "rules: the variables depend on each other in a circle: tried -> other -> tried",
        "rules: the variables depend on each other in a circle: other -> tried -> other",
    )


def test_variable_of_its_own_previous_period_is_a_circle() -> None:
    found = refusal(
        "(tried__previous: Money) -> Money", "return tried__previous", header=header(period='"year"')
    )
    assert found == ["rules: the variables depend on each other in a circle: tried -> tried"]


def test_two_rules_of_one_variable_and_day() -> None:
    more = (
        header(variable='"tried"')
        + 'def again(income: Money) -> Money:\n    """Again."""\n    return income\n'
    )
    assert refusal("(income: Money) -> Money", "return income", more=more) == [
        "mill.tried: the versions tried and again overlap (end the earlier one the day before the later one starts)"
    ]


def test_versions_must_agree_in_type_and_period() -> None:
    first = header(valid='(None, "2004-12-31")')
    second = header(variable='"tried"', valid='("2005-01-01", None)')
    more = second + 'def again(hands: Count) -> Flag:\n    """Again."""\n    return hands > 0\n'
    assert "written.again: versions of tried differ in type or period" in refusal(
        "(income: Money) -> Money", "return income", header=first, more=more
    )
    more = second.replace("valid", 'period="year", valid')
    more += 'def again(income: Money) -> Money:\n    """Again."""\n    return income\n'
    assert refusal("(income: Money) -> Money", "return income", header=first, more=more) == [
        "written.again: versions of tried differ in type or period"
    ]


@pytest.mark.parametrize("kind", ["fact", "parameter"])
def test_unknown_vocabulary(kind: str) -> None:
    if kind == "fact":
        facts = {**meadowland.MILL_FACTS, "straw": fact("straw", "enum", enum="Grains")}
        entities = (Entity("mill", "磨坊", "mill", facts, {}), meadowland.ENTITIES[1])
        found = refusal("(income: Money) -> Money", "return income", entities=entities)
        assert found == ["fact mill.straw: unknown vocabulary Grains (did you mean Grain?)"]
    else:
        extra = [parameter("straw", "enum", value("2000-01-01", "rye"), enum="Grains")]
        found = refusal("(income: Money) -> Money", "return income", parameters=extra)
        assert found == ["parameter straw: unknown vocabulary Grains (did you mean Grain?)"]


def test_parameter_declared_twice() -> None:
    parameters = [*meadowland.PARAMETERS, parameter("toll_rate", "rate", value("2000-01-01", 1))]
    with pytest.raises(LoadError, match=r"^parameter toll_rate: declared twice$"):
        meadowland.book(
            module(source("(toll_rate: Rate) -> Rate", "return toll_rate")), parameters=parameters
        )


def test_every_citation_of_a_value_is_looked_up() -> None:
    extra = [
        parameter(
            "fee", "money", value("2000-01-01", 1, "2001-12-31", also=("Lost Act",), ended_by="Late Act#3")
        )
    ]
    assert refusal("(income: Money) -> Money", "return income", parameters=extra) == [
        "parameter fee: cites Lost Act, which is not registered",
        "parameter fee: cites Late Act#3, which is not registered",
    ]
