"""Which value of a parameter applies on a day: the day before, on and after every bound."""

from __future__ import annotations

import pytest

from tests.engine.meadowland import day, parameter, value
from zhiwei.engine.parameters import Parameter, resolve
from zhiwei.engine.status import Status

NOT_YET = (Status.NOT_IN_FORCE, "not yet in force")
ENDED = (Status.NOT_IN_FORCE, "ended")
PAST = (Status.UNKNOWN_LAW, "after the last known end")
NO_TEXT = (Status.UNKNOWN_LAW, "no text found")

OPEN = parameter("fee", "money", value("2000-01-01", 1))
PRINTED = parameter("fee", "money", value("2000-01-01", 1, "2004-12-31"))
REPEALED = parameter("fee", "money", value("2000-01-01", 1, "2004-12-31", ended_by="Mill Act#9"))
REPLACED = parameter("fee", "money", value("2000-01-01", 1, "2004-12-31"), value("2005-01-01", 2))
CUT = parameter(
    "fee",
    "money",
    value("2000-01-01", 1, "2004-12-31", enacted_to="2009-12-31"),
    value("2005-01-01", 2, "2005-12-31"),
)
HOLE = parameter("fee", "money", value("2000-01-01", 1, "2004-12-31"), value("2006-01-01", 2))
GAP = parameter(
    "fee", "money", value("2000-01-01", 1, "2004-12-31", ended_by="Mill Act#9"), value("2006-01-01", 2)
)
STATES = parameter(
    "fee", "money", value("2000-01-01", 1, "2004-12-31"),
    value("2005-01-01", None, "2005-12-31", state="not_in_force"),
    value("2006-01-01", None, "2006-12-31", state="unknown"),
    value("2007-01-01", 3, "2007-12-31"),
    value("2008-01-01", None, state="not_in_force"),
)  # fmt: skip
ENDED_STATE = parameter(
    "fee",
    "money",
    value("2000-01-01", 1, "2004-12-31"),
    value("2005-01-01", None, "2005-12-31", state="not_in_force"),
)
UNKNOWN_STATE = parameter(
    "fee",
    "money",
    value("2000-01-01", 1, "2004-12-31"),
    value("2005-01-01", None, "2005-12-31", state="unknown"),
)


@pytest.mark.parametrize(
    ("fee", "on", "expected"),
    [
        (OPEN, "1999-12-31", NOT_YET),
        (OPEN, "2000-01-01", (1, "")),
        (OPEN, "2000-01-02", (1, "")),
        (OPEN, "2999-12-31", (1, "")),
        (PRINTED, "2004-12-30", (1, "")),
        (PRINTED, "2004-12-31", (1, "")),
        (PRINTED, "2005-01-01", PAST),
        (REPEALED, "2004-12-31", (1, "")),
        (REPEALED, "2005-01-01", ENDED),
        (REPEALED, "2999-12-31", ENDED),
        (REPLACED, "2004-12-31", (1, "")),
        (REPLACED, "2005-01-01", (2, "")),
        (REPLACED, "2005-01-02", (2, "")),
        (CUT, "2004-12-31", (1, "")),
        (CUT, "2005-01-01", (2, "")),
        (CUT, "2006-01-01", PAST),  # the printed end of the text that was cut revives nothing
        (HOLE, "2004-12-31", (1, "")),
        (HOLE, "2005-01-01", PAST),
        (HOLE, "2005-12-31", PAST),
        (HOLE, "2006-01-01", (2, "")),
        (GAP, "2005-01-01", ENDED),
        (GAP, "2005-12-31", ENDED),
        (GAP, "2006-01-01", (2, "")),
        (STATES, "2004-12-31", (1, "")),
        (STATES, "2005-01-01", ENDED),
        (STATES, "2005-12-31", ENDED),
        (STATES, "2006-01-01", NO_TEXT),
        (STATES, "2006-12-31", NO_TEXT),
        (STATES, "2007-06-30", (3, "")),
        (STATES, "2008-01-01", ENDED),
        (ENDED_STATE, "2006-01-01", ENDED),
        (UNKNOWN_STATE, "2006-01-01", PAST),
    ],
)
def test_on_a_day(fee: Parameter, on: str, expected: tuple[object, str]) -> None:
    found = resolve(fee, day(on))
    assert (found.value, found.reason) == expected


def test_names_the_entry_it_came_from() -> None:
    assert resolve(REPLACED, day("2005-01-01")).entry is REPLACED.values[1]
    assert resolve(HOLE, day("2005-06-30")).entry is HOLE.values[0]
    assert resolve(OPEN, day("1999-12-31")).entry is None


def test_bounds_of_a_delegated_value() -> None:
    share = parameter("share", "rate", value("2000-01-01", None, minimum=0, maximum=1))
    assert resolve(share, day("2000-01-01")).bounds == (0, 1)


@pytest.mark.parametrize(
    ("article", "cite"), [("9", "Mill Act#9"), ("", "Mill Act"), ("-", "Mill Act")],
)  # fmt: skip
def test_cites_article_where_there_is_one(article: str, cite: str) -> None:
    assert value("2000-01-01", 1, article=article).cite == cite
