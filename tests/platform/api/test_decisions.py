"""The register of local decisions over HTTP."""

from __future__ import annotations

import pytest

from tests.platform.api.calls import get
from tests.platform.decisions.papers import XIHU, in_effect
from zhiwei.platform.accounts.models import Organisation

pytestmark = pytest.mark.django_db


def test_one_decision_names_the_office_that_filed_it_and_no_person() -> None:
    filing = in_effect()
    assert filing.made_by is not None
    office = filing.made_by.memberships.get().organisation
    Organisation.objects.filter(pk=office.pk).update(name="西湖区经济和信息化局")
    told = get(f"/decisions/{filing.pk}", "filing")
    assert (told["filed_by"], told["document"]) == ("西湖区经济和信息化局", "西政发〔2012〕18号")
    assert str(filing.made_by) not in str(told)


def test_the_list_is_that_of_the_place_and_sentence() -> None:
    here = in_effect()
    in_effect(division="330782", document="义政发〔2012〕3号")
    listed = get(f"/decisions?division={XIHU}&sentence=27.2", "filings")
    assert [one["id"] for one in listed["items"]] == [str(here.pk)]
    assert get("/decisions?sentence=27.3", "filings")["items"] == []
