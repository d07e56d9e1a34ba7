"""Recognition as a national incubator: conditions from the registers, by the rules of the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.platform.accounts import people
from tests.platform.bases import world
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.bases import services
from zhiwei.platform.bases.incubators import law
from zhiwei.platform.bases.models import Base
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
DAY, LATER = date(2021, 9, 1), date(2026, 3, 2)


APPLICATION = {"seed_fund": "600万", "funded_firms": "1"}


def applied(base: Base, key: str) -> Case:
    made = cases.open_case(
        people.viewer(world.operator(base)), "incubator_recognition", base.subject, key=key, origin="applicant",
        content=APPLICATION, documents={"papers": world.paper("孵化资金证明")},
    )  # fmt: skip
    return world.step(world.county(), made, "recommend")


def test_a_small_incubator_is_refused_and_of_later_years_the_law_is_not_known() -> None:
    with clock.stopped(DAY):
        base = world.base("杭州云栖孵化器")
        services.move_in(SYSTEM, base, world.firm("云栖1号软件有限公司", True), on=date(2020, 1, 2), area=500)
        found = {
            name: one["value"] for name, one in law.facts(base, DAY, seed_fund=6_000_000_00, funded=1).items()
        }
        assert (found["operating_years"], found["incubation_area"], found["incubated_firms"]) == (
            11,
            10_000,
            1,
        )
        assert (str(found["incubated_area_share"]), found["funded_firms_share"], found["seed_fund"]) == (
            "1/20", 1, "6000000.00",
        )  # fmt: skip
        case = applied(base, "a")
        with pytest.raises(cases.Refused, match="不符合国家级孵化器条件"):
            world.step(world.official(), case, "recognise", document="国科火字〔2021〕1号")
        with pytest.raises(cases.Refused, match="这一步没有“incubated_firms”这一项"):
            world.step(world.official(), case, "recognise", document="文", incubated_firms="99")
    with clock.stopped(LATER), pytest.raises(cases.Refused, match="条件还没有收录"):
        world.step(world.official(), case, "recognise", document="国科火字〔2026〕1号")


def test_an_application_without_its_proof_is_refused_and_the_proof_is_kept() -> None:
    with clock.stopped(DAY):
        base = world.base("杭州云栖孵化器")
        operator = people.viewer(world.operator(base))
        with pytest.raises(cases.Refused, match="请提供“孵化资金和投融资证明”"):
            cases.open_case(
                operator,
                "incubator_recognition",
                base.subject,
                key="a",
                origin="applicant",
                content=APPLICATION,
            )
        case = applied(base, "a")
        assert [(one.name, one.file.name) for one in case.documents.all()] == [("papers", "孵化资金证明.csv")]


def test_the_conditions_at_their_limits_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty firms on 10,000 square metres, three quarters let, a tenth with investment, twenty graduates, five million."""
    told: dict[str, Any] = {
        "operating_years": 3, "incubation_area": 10_000, "incubated_area_share": "0.75", "seed_fund": "5000000",
        "funded_firms_share": "0.1", "incubated_firms": 50, "graduated_firms": 20,
    }  # fmt: skip
    assert law.met(told, DAY) is True
    for name, less in (("incubated_firms", 49), ("seed_fund", "4999999.99"), ("graduated_firms", 19)):
        assert law.met({**told, name: less}, DAY) is False
    assert law.met(told, LATER) is None
    with clock.stopped(DAY):
        base = world.base("杭州云栖孵化器")
        monkeypatch.setattr(law, "facts", lambda *_a, **_k: {k: {"value": v} for k, v in told.items()})
        case = world.step(world.official(), applied(base, "b"), "recognise", document="国科火字〔2021〕1号")
        assert case.state == "recognised"
        held = base.recognitions.get()
        assert (held.what, held.level, held.recognised_on) == ("incubator", "state", DAY)
        with pytest.raises(cases.Refused, match="已经是国家级"):
            applied(base, "c")
