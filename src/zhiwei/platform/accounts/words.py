"""Roles in plain words: what each can do, for those who choose one in the demonstration; an office as it was written down."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.phrases import kept

WORDS: Mapping[Role, str | Promise] = {
    Role.OWNER: _("看自己的企业能享受什么、还差什么，申报事实，提出诉求，看谁看过自己的数据。"),
    Role.ACCOUNTANT: _("替企业申报事实、核对金额，和企业主看到的一样。"),
    Role.COUNTY: _("看本县（市、区）的主体，起草、复核本地决定，导入数据，答复诉求。"),
    Role.CITY: _("看全市各县的主体，起草、复核市级决定，看矩阵和测算。"),
    Role.PROVINCE: _("看全省，起草、复核省级决定，测算政策改动的影响。"),
    Role.FINANCE: _("管资金账，编制、复核付款清单，录入、导入财政数据，测算成本。"),
    Role.TAX: _("录入、导入税务数据，测算减免税。"),
    Role.REGISTRATION: _("办理企业登记和退费，录入、导入登记数据。"),
    Role.BANK: _("登记本行的小微企业贷款，提出诉求。"),
    Role.GUARANTOR: _("登记担保业务、代偿和追回，申请风险补偿。"),
    Role.AGENCY: _("上架创业服务，接服务单、交服务证明，看补贴怎样算出，提出诉求。"),
    Role.INCUBATOR: _("登记入驻和毕业的企业，看使用率和指标，申请认定和奖励，提出诉求。"),
    Role.EXPERT: _("解答本领域的网上咨询，安排自己的咨询时段，评审受邀的办件。"),
    Role.TRAINER: _("发布培训课程，登记到课，看人次和费用算到哪一步。"),
    Role.INSTITUTE: _("登记本单位的科技人员，同意离岗、分配成果收益、登记股权奖励。"),
    Role.RESEARCHER: _("办自己的离岗、兼职创业和职称评审，看自己的收益分配和股权奖励。"),
    Role.CREDIT_CENTRE: _("录入、导入信用数据。"),
    Role.AUDITOR: _("查看本辖区的数据和审计记录，验证审计链；不能改任何内容。"),
    Role.SYSTEM_ADMIN: _("运行维护；看不到企业数据，也不能授予角色。"),
    Role.SECURITY_ADMIN: _("建立用户、授予和终止角色；看不到企业数据和审计记录。"),
    Role.AUDIT_ADMIN: _("查看、导出、验证全部审计记录；不能授予角色，看不到企业数据。"),
}

GROUPS: tuple[tuple[str | Promise, tuple[Role, ...]], ...] = (
    (_("企业"), (Role.OWNER, Role.ACCOUNTANT)),
    (_("政府和部门"), (Role.COUNTY, Role.CITY, Role.PROVINCE, Role.FINANCE, Role.TAX, Role.REGISTRATION)),
    (
        _("服务机构"),
        (
            Role.BANK,
            Role.GUARANTOR,
            Role.AGENCY,
            Role.INCUBATOR,
            Role.EXPERT,
            Role.TRAINER,
            Role.INSTITUTE,
            Role.RESEARCHER,
            Role.CREDIT_CENTRE,
        ),
    ),
    (_("监督和管理"), (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)),
)
"""The roles as the page of the demonstration groups them; each stands in one group."""


def office(written: str) -> str:
    """An office and role as acts keep them, which is in Chinese, with the role in the reader's language."""
    if lang() == "zh":
        return written
    names = _names()
    told = re.sub(r"（([^（）]+)）", lambda m: f" ({names[m[1]].label})" if m[1] in names else m[0], written)
    return told.replace("；", "; ")


def roles_in(written: str) -> list[Role]:
    """The roles that an office as acts keep it names, in their order."""
    names = _names()
    return [names[one] for one in re.findall(r"（([^（）]+)）", written) if one in names]


@cache
def _names() -> dict[str, Role]:
    return {kept(role.label): role for role in Role}
