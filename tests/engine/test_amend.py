"""A supposed value takes the place of what applied on its days and of nothing else; all data but it are shared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.engine.mills import AS_OF, book
from zhiwei.engine.amend import amended, with_value
from zhiwei.engine.model import Citation
from zhiwei.engine.parameters import Parameter, Value, overlaps, resolve
from zhiwei.engine.status import Status
from zhiwei.engine.types import MONEY

DAY = timedelta(days=1)
FIRST, SECOND = (date(2010, 1, 1), date(2011, 12, 31)), (date(2012, 1, 1), date(2015, 12, 31))


def limit(*, ended_by: str | None = None) -> Parameter:
    values = (
        Value(*FIRST, 30, "old", "", "A"),
        Value(*SECOND, 60, "new", "", "A", ended_by=ended_by),
    )
    return Parameter("limit", "限额", "limit", MONEY, values)


def supposed(starts: date, ends: date | None) -> Value:
    return Value(starts, ends, 99, "supposed", "", "I")


def on(parameter: Parameter, *days: date) -> list[object]:
    return [resolve(parameter, day).value for day in days]


def test_inside_one_value() -> None:
    inside = (date(2012, 3, 1), date(2012, 4, 30))
    changed = with_value(limit(), supposed(*inside))
    assert on(changed, inside[0] - DAY, *inside, inside[1] + DAY, SECOND[1]) == [60, 99, 99, 60, 60]
    assert on(changed, FIRST[1], SECOND[1] + DAY) == [30, Status.UNKNOWN_LAW]
    assert overlaps(changed) == []


def test_across_two_values() -> None:
    changed = with_value(limit(), supposed(date(2011, 7, 1), date(2012, 6, 30)))
    days = (date(2011, 6, 30), date(2011, 7, 1), date(2012, 6, 30), date(2012, 7, 1))
    assert on(changed, *days) == [30, 99, 99, 60]
    assert overlaps(changed) == []


def test_exactly_one_value_and_the_whole() -> None:
    assert on(with_value(limit(), supposed(*SECOND)), FIRST[1], SECOND[0], SECOND[1]) == [30, 99, 99]
    whole = with_value(limit(), supposed(FIRST[0], None))
    assert len(whole.values) == 1
    assert on(whole, FIRST[0] - DAY, FIRST[0], date(2050, 1, 1)) == [Status.NOT_IN_FORCE, 99, 99]


def test_beyond_the_last_end() -> None:
    changed = with_value(limit(), supposed(date(2016, 1, 1), date(2016, 12, 31)))
    assert on(changed, SECOND[1], date(2016, 6, 1), date(2017, 1, 1)) == [60, 99, Status.UNKNOWN_LAW]


def test_a_value_that_ends_with_the_last_ends_by_the_same_text() -> None:
    changed = with_value(limit(ended_by="text"), supposed(date(2015, 1, 1), SECOND[1]))
    assert on(changed, SECOND[1], SECOND[1] + DAY) == [99, Status.NOT_IN_FORCE]


def test_an_open_value_is_cut_on_both_sides() -> None:
    one = Parameter("limit", "限额", "limit", MONEY, (Value(FIRST[0], None, 30, "old", "", "A"),))
    changed = with_value(one, supposed(date(2012, 1, 1), date(2012, 12, 31)))
    assert on(changed, date(2011, 12, 31), date(2012, 1, 1), date(2013, 1, 1)) == [30, 99, 30]
    assert changed.values[0].ends == date(2011, 12, 31)
    assert changed.values[2].ends is None


def test_the_rulebook_is_shared() -> None:
    base = book(criteria=("few_hands",))
    name, parameter = next(iter(base.data.parameters.items()))
    other = amended(
        base, [with_value(parameter, supposed(date(1990, 1, 1), None))], [Citation("s", "设", "sup")]
    )
    assert other.data.rules is base.data.rules
    assert other.data.variables is base.data.variables
    assert resolve(other.data.parameters[name], date.fromisoformat(AS_OF)).value == 99
    assert resolve(base.data.parameters[name], date.fromisoformat(AS_OF)).value != 99
    assert set(other.data.parameters) == set(base.data.parameters)
    assert other.data.citations["s"].zh == "设"
    assert "s" not in base.data.citations
    assert other.hash != base.hash


def test_nothing_changed_is_the_same_data() -> None:
    base = book(criteria=("few_hands",))
    assert amended(base, []).data.parameters is base.data.parameters
    assert amended(base, []).hash == base.hash


def test_a_parameter_that_no_rule_knows() -> None:
    stranger = Parameter("stranger", "外", "stranger", MONEY, ())
    with pytest.raises(KeyError, match="stranger"):
        amended(book(criteria=("few_hands",)), [stranger])
