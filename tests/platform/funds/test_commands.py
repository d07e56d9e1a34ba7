"""What a timer calls."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.platform.funds.world import DAY, case_of, decided, firm, funded
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_nights_run_and_the_end_of_notices() -> None:
    decided()
    subject = firm(0, "300000.00")
    firm(1, None)
    with clock.stopped(DAY):
        assert (
            said("run_programmes") == "reward 2012-12-31: 2 subjects, {'open': 1, 'clear': 0, 'follow': 0}\n"
        )
        assert said("tick_cases") == "notices 0, cases moved 0, clocks lapsed 0\n"
        with pytest.raises(CommandError, match="2013-12-31 is not over yet"):
            said("run_programmes", "--as-of", "2013-12-31")
    with clock.stopped(DAY + timedelta(days=7)):
        case = case_of(subject)
        told = said("tick_cases")
        assert (
            told
            == f"notices 0, cases moved 0, clocks lapsed 0\ncase {case.pk}: 当地还没有可用于第 27.2 句的资金\n"
        )
        funded()
        assert said("tick_cases") == "notices 1, cases moved 1, clocks lapsed 0\n"
        assert case_of(subject).state == "cleared"


def test_files_that_nothing_names_are_counted() -> None:
    assert said("sweep_files") == "files forgotten 0\n"
