"""The example of docs/platform/programmes.md, as an installation would have it in a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.platform.accounts import people
from tests.platform.cases.trial import XIHU
from tests.platform.decisions.papers import in_effect
from tests.platform.funds.world import officer
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.casetypes import registry as types
from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.programmes.files import registry
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import keeping
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject

PAGE = Path(__file__).parents[3] / "docs" / "platform" / "programmes.md"
BLOCK = re.compile(r"```yaml\n# ((?:programmes|case_types)/\w+\.yaml)\n(.*?)```", re.DOTALL)
YUAN = 100
_numbers = count(1)


def blocks() -> dict[str, str]:
    """The files of the example by their paths."""
    return dict(BLOCK.findall(PAGE.read_text(encoding="utf-8")))


def write(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> Path:
    """The files in a folder; ``changes`` gives for a path a text and what stands in its place."""
    for path, text in blocks().items():
        old, new = (changes or {}).get(path, ("", ""))
        assert old in text, old
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return folder


@contextmanager
def installed(folder: Path) -> Iterator[None]:
    """An installation that has the folder, read anew before and after."""
    before = settings.PROGRAMMES_FOLDER
    settings.PROGRAMMES_FOLDER = str(folder)
    forget()
    try:
        yield
    finally:
        settings.PROGRAMMES_FOLDER = before
        forget()


def forget() -> None:
    """Read the files again when they are asked for."""
    types.all_types.cache_clear()
    registry.all_programmes.cache_clear()


def subject(entity: str, name: str, division: str = XIHU) -> Subject:
    """An agency or a firm with an organisation that logs in for it."""
    kind = "agency" if entity == "agency" else "enterprise"
    own = Organisation.objects.create(kind=kind, name=name, division=division)
    return create_subject(SYSTEM, entity=entity, name=name, division=division, organisation=own)


class World:
    """The county, its money, an agency and firms."""

    def __init__(self) -> None:
        in_effect(sentence="15.2", document="西政发〔2012〕30号", fills={"service_subsidy_share": "0.5"})
        self.county, self.finance = officer(Role.COUNTY), officer(Role.FINANCE)
        self.fund = self.money()
        self.agency = subject("agency", f"杭州会展第{next(_numbers)}服务有限公司")
        self.clerk = people.viewer(self.user(self.agency, Role.AGENCY))
        self.firms = [subject("enterprise", f"杭州晨光第{next(_numbers)}号制品有限公司") for _n in range(3)]
        self.owners = [people.viewer(self.user(firm)) for firm in self.firms]

    @staticmethod
    def user(of: Subject, role: Role = Role.OWNER) -> User:
        """Somebody who acts for a subject."""
        return people.owner(of.organisation, role)

    @staticmethod
    def money() -> Fund:
        """The county's fund for 15.2."""
        fund = ledger.open_fund(
            SYSTEM, name="小微企业服务补贴资金", level="county", division=XIHU, budget_year=2013, purposes=["15.2"],
            from_day=date(2013, 1, 1), to_day=date(2013, 12, 31), key="stands/2013",
        )  # fmt: skip
        ledger.appropriate(SYSTEM, fund, 10_000 * YUAN, document="西财〔2013〕3号", key="stands/2013/1")
        return fund

    def fair(self, stands: int = 2, name: str = "西湖消费品展", by: Viewer | None = None) -> Record:
        """The county enters a fair."""
        values = {"name": name, "opens_on": "2013-03-08", "stands": stands}
        return keeping.enter(by or self.county, "stands", "fairs", values, division=XIHU)

    def stand(self, fair: Record, firm: int, contract: str, fee: str = "1200.00", **changes: Any) -> Record:
        """The agency enters a stand."""
        values = {
            "contract": contract,
            "fair": fair,
            "firm": self.firms[firm],
            "held_on": "2013-03-08",
            "fee": fee,
        }
        given = {"owner": self.agency, "by": self.clerk, **changes}
        return keeping.enter(given["by"], "stands", "stands", values, owner=given["owner"])

    def confirmed(self, record: Record, firm: int, step: str = "confirm") -> Record:
        """The firm says so."""
        return keeping.move(self.owners[firm], record.pk, step, revision=record.revision)

    def applied(self, year: str = "2013", by: Viewer | None = None, **content: Any) -> Case:
        """The agency applies."""
        return cases.open_case(
            by or self.clerk, "stand_subsidy", self.agency, key=f"stand_subsidy/{next(_numbers)}",
            origin="applicant", content={"for_year": year, **content},
        )  # fmt: skip
