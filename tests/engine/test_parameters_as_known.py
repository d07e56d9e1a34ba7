"""Parameters as they stood on an earlier day: only texts issued by then give or cut a value."""

from __future__ import annotations

import pytest

from tests.engine.meadowland import day, parameter, value
from zhiwei.engine.parameters import Parameter, resolve
from zhiwei.engine.status import Status

NOT_YET = (Status.NOT_IN_FORCE, "not yet in force")
ENDED = (Status.NOT_IN_FORCE, "ended")
PAST = (Status.UNKNOWN_LAW, "after the last known end")
UNRECORDED = (Status.UNKNOWN_LAW, "issue day of the source not recorded")

# 1 was printed to run to 2014; the text of 2009-11-01 replaced it by 2 from 2010 on.
CUT = parameter(
    "fee", "money",
    value("2000-01-01", 1, "2009-12-31", enacted_to="2014-12-31", published="1999-06-01"),
    value("2010-01-01", 2, "2019-12-31", published="2009-11-01"),
)  # fmt: skip
# 1 was open-ended; the same text replaced it.
OPEN_CUT = parameter(
    "fee", "money",
    value("2000-01-01", 1, "2009-12-31", published="1999-06-01", ended_by="Second Mill Act#2",
          ended_published="2009-11-01"),
    value("2010-01-01", 2, published="2009-11-01"),
)  # fmt: skip
REPEALED = parameter(
    "fee", "money",
    value("2000-01-01", 1, "2009-12-31", enacted_to="2014-12-31", published="1999-06-01", ended_by="Second Mill Act#2",
          ended_published="2009-11-01"),
)  # fmt: skip
SUCCESSOR_UNRECORDED = parameter(
    "fee", "money", value("2000-01-01", 1, "2009-12-31", published="1999-06-01"), value("2010-01-01", 2)
)
BACKDATED = parameter("fee", "money", value("2000-01-01", 1, published="2001-03-01"))


@pytest.mark.parametrize(
    ("fee", "on", "known_on", "expected"),
    [
        (CUT, "2005-06-30", "1999-05-31", NOT_YET),  # the first text was not issued yet
        (CUT, "2005-06-30", "1999-06-01", (1, "")),
        (CUT, "1999-12-31", "2020-01-01", NOT_YET),
        (CUT, "2009-12-31", "2009-10-31", (1, "")),
        (CUT, "2010-01-01", "2009-10-31", (1, "")),  # superseded only by a text issued the day after
        (CUT, "2010-01-01", "2009-11-01", (2, "")),
        (CUT, "2010-01-01", "2009-11-02", (2, "")),
        (CUT, "2014-12-31", "2009-10-31", (1, "")),
        (CUT, "2015-01-01", "2009-10-31", PAST),  # the printed end
        (CUT, "2015-01-01", "2009-11-01", (2, "")),
        (CUT, "2020-01-01", "2009-11-01", PAST),
        (OPEN_CUT, "2012-06-30", "2009-10-31", (1, "")),
        (OPEN_CUT, "2012-06-30", "2009-11-01", (2, "")),
        (OPEN_CUT, "2999-12-31", "2009-10-31", (1, "")),
        (REPEALED, "2010-01-01", "2009-10-31", (1, "")),
        (REPEALED, "2010-01-01", "2009-11-01", ENDED),
        (REPEALED, "2014-12-31", "2009-10-31", (1, "")),
        (REPEALED, "2015-01-01", "2009-10-31", PAST),
        (REPEALED, "2015-01-01", "2009-11-01", ENDED),
        (SUCCESSOR_UNRECORDED, "2009-12-31", "2009-06-30", (1, "")),
        (SUCCESSOR_UNRECORDED, "2010-01-01", "2009-06-30", UNRECORDED),
        (SUCCESSOR_UNRECORDED, "2010-01-01", "2020-01-01", UNRECORDED),
        (BACKDATED, "2000-06-30", "2001-02-28", NOT_YET),
        (BACKDATED, "2000-06-30", "2001-03-01", (1, "")),
    ],
)
def test_as_known(fee: Parameter, on: str, known_on: str, expected: tuple[object, str]) -> None:
    found = resolve(fee, day(on), day(known_on))
    assert (found.value, found.reason) == expected
