"""What a filing's case is about, on the pages of the case: what is filed, for whom, its papers, its days."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import reads
from zhiwei.platform.cases.about import Line, about
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import yuan
from zhiwei.platform.registration import capital, papers, queries
from zhiwei.platform.registration.models import Filing


@about(queries.TYPE)
def _filing(viewer: Viewer, case: Case) -> Iterator[Line]:
    """The filing with a link to its page, each enterprise it registers or changes, each paper, the day of acceptance."""
    filing = Filing.objects.select_related("case", "enterprise").filter(case=case.pk).first()
    if filing is None:
        return
    own = queries.own(viewer).filter(pk=filing.pk).exists()
    page = "registration:own" if own else "registration:office-filing"
    reads.reveal(viewer, kind="subject", key=str(filing.subject_id), fields=["registration"], why=case.number)
    yield Line(_("登记申请"), str(filing.get_kind_display()), reverse(page, args=[filing.pk]))
    if filing.enterprise is not None:
        yield Line(_("企业"), filing.enterprise.name)
    for entry in filing.entries.select_related("subject", "filing"):
        if entry.name:
            yield Line(_("登记的名称"), entry.name)
        if entry.address:
            yield Line(_("住所"), entry.address)
        if registered := capital.of(entry).registered:
            yield Line(_("注册资本（元）"), yuan(registered))
    there = papers.handed_in(filing)
    for name in papers.needed(filing, filing.decided_on or clock.today()):
        paper = there.get(name)
        label = papers.paper_list().label(name)
        where = reverse("registration:document", args=[filing.pk, paper.pk]) if paper else ""
        yield Line(_("材料：%(paper)s") % {"paper": label}, paper.file.name if paper else _("未交"), where)
    if filing.submitted_on is not None:
        yield Line(_("提交日期"), str(filing.submitted_on))
    yield Line(_("受理日期"), str(filing.accepted_on) if filing.accepted_on else _("还没有受理"))
