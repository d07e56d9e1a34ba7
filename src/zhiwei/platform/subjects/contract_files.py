"""A lender's loans and a guarantor's guarantees from a file: a contract is entered once and does not change."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import money
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.subjects.firm_field import ExactFirmField
from zhiwei.platform.subjects.list_files import Done, ListFile, Result, row_of
from zhiwei.platform.subjects.list_files.kinds import Words
from zhiwei.platform.subjects.models import Guarantee, Loan, Subject
from zhiwei.platform.subjects.queries import own_subjects
from zhiwei.platform.subjects.record_forms import ContractForm
from zhiwei.platform.subjects.services.records import (
    KEEP,
    LENDERS,
    Contract,
    Refused,
    may_keep,
    record_guarantee,
    record_loan,
)


class ContractRow(ContractForm):
    """A contract with a firm that is named whole."""

    borrower = ExactFirmField(label=gettext_lazy("企业"))


class ContractFile(ListFile):
    """Contracts of one party with firms."""

    permission = KEEP
    form = ContractRow
    key = ("contract",)
    note = gettext_lazy("登记过的合同不能用表修改，内容不同的行不收；登记有误的先在页面上作废。")
    entities: ClassVar[Collection[str]]

    def target(self, viewer: Viewer, key: str) -> Subject:
        """The party, for its own people."""
        party = row_of(own_subjects(viewer), pk=key, entity__in=self.entities)
        if party is None:
            raise Http404
        if not may_keep(viewer, party, party.division):
            raise PermissionDenied(_("您不能登记这家机构的业务"))
        return party

    def whose(self, target: Subject) -> str:
        """Its name."""
        return target.name

    def page(self, viewer: Viewer, target: Subject) -> str:
        """Its list."""
        return reverse("subjects:own-records", args=[target.pk])

    def division(self, target: Subject) -> str:
        """Its place."""
        return target.division

    def enter(self, viewer: Viewer, target: Subject, given: dict[str, Any]) -> Done:
        """A new contract; one that is there says what the row says, or the row is refused."""
        said = Contract(given["contract"], given["fen"], given["from_day"], given["to_day"])
        there = self.there(target, said.number.strip())
        if there is None:
            self._not_struck(target, given["borrower"], said)
            self.record(viewer, target, given["borrower"], said)
            return Done(Result.NEW)
        if (there.borrower, there.fen, there.from_day, there.to_day) == (
            given["borrower"], said.fen, said.from_day, said.to_day,
        ):  # fmt: skip
            return Done(Result.SAME)
        words = _(
            "这份合同已经登记，内容不同：%(firm)s，%(fen)s 元，%(from)s 至 %(to)s；"
            "请改为一致或删去这一行，登记有误的先在页面上作废"
        )
        kept = {
            "firm": there.borrower.name, "fen": money.short(there.fen), "from": there.from_day, "to": there.to_day,
        }  # fmt: skip
        raise Refused([Fault("contract", words % kept)])

    def _not_struck(self, party: Subject, borrower: Subject, said: Contract) -> None:
        """A mistake that was struck does not come back by a file."""
        like = {
            "contract": said.number.strip(), "fen": said.fen, "from_day": said.from_day, "to_day": said.to_day,
            "borrower": borrower,
        }  # fmt: skip
        if struck := self.contracts(party).filter(**like).exclude(struck_at=None).first():
            words = _("这份合同已经作废（%(why)s）；请删去这一行，确要登记的在页面上逐份登记")
            raise Refused([Fault("contract", words % {"why": struck.struck_why})])

    def there(self, party: Subject, number: str) -> Loan | Guarantee | None:
        """The party's contract of a number."""
        return self.contracts(party).filter(contract=number, struck_at=None).first()

    @abstractmethod
    def contracts(self, party: Subject) -> QuerySet[Any]:
        """The party's contracts, struck ones too."""

    @abstractmethod
    def record(self, viewer: Viewer, party: Subject, borrower: Subject, said: Contract) -> None:
        """Enter a contract."""


class LoanFile(ContractFile):
    """A lender's loans."""

    name = "loans"
    title = gettext_lazy("贷款")
    entities = LENDERS
    heads: ClassVar[Mapping[str, Words]] = {
        "borrower": gettext_lazy("借款企业"), "fen": gettext_lazy("贷款金额（万元）"),
        "from_day": gettext_lazy("贷款起日"), "to_day": gettext_lazy("贷款止日"),
    }  # fmt: skip
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "borrower": ("企业名称", "借款人", "统一社会信用代码"),
        "contract": ("贷款合同编号", "借款合同编号"),
        "fen": (gettext_lazy("贷款金额（元）"), "合同金额"),
        "from_day": (gettext_lazy("起"), "发放日期"),
        "to_day": (gettext_lazy("止"), "到期日期"),
    }

    def owners(self, target: Subject) -> Mapping[Words, Collection[str]]:
        """Rows of another lender are refused."""
        return {gettext_lazy("贷款机构"): {target.name}}

    def contracts(self, party: Subject) -> QuerySet[Any]:
        """The lender's loans."""
        return Loan.objects.select_related("borrower").filter(lender=party)

    def record(self, viewer: Viewer, party: Subject, borrower: Subject, said: Contract) -> None:
        """Enter a loan."""
        record_loan(viewer, party, borrower, said)


class GuaranteeFile(ContractFile):
    """A guarantor's guarantees."""

    name = "guarantees"
    title = gettext_lazy("担保业务")
    entities = ("guarantor",)
    heads: ClassVar[Mapping[str, Words]] = {
        "borrower": gettext_lazy("被担保企业"), "contract": gettext_lazy("担保合同编号"),
        "fen": gettext_lazy("担保金额（万元）"), "from_day": gettext_lazy("担保起日"), "to_day": gettext_lazy("担保止日"),
    }  # fmt: skip
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "borrower": ("被担保企业名称", "企业名称", "统一社会信用代码"),
        "contract": (gettext_lazy("合同编号"),),
        "fen": (gettext_lazy("担保金额（元）"),),
        "from_day": (gettext_lazy("起"),),
        "to_day": (gettext_lazy("止"),),
    }

    def owners(self, target: Subject) -> Mapping[Words, Collection[str]]:
        """Rows of another guarantor are refused."""
        return {gettext_lazy("担保机构"): {target.name}}

    def contracts(self, party: Subject) -> QuerySet[Any]:
        """The guarantor's guarantees."""
        return Guarantee.objects.select_related("borrower").filter(guarantor=party)

    def record(self, viewer: Viewer, party: Subject, borrower: Subject, said: Contract) -> None:
        """Enter a guarantee."""
        record_guarantee(viewer, party, borrower, said)
