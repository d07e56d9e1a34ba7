"""Who may do what: one table of acts and roles.

A row names an act, what it is called, and for each scope the roles that may do it:

- ``DIVISION``: in the division of the membership and all below it;
- ``OWN``: for the membership's own organisation;
- ``EVERYWHERE``: without limit of place.

What stands in no row is allowed to nobody. That a maker may not check his own filing, and the like, is said by the
services of each room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.roles import OFFICIALS, READERS, Role


class Scope(StrEnum):
    """How far a permission reaches."""

    DIVISION = "division"
    OWN = "own"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Permission:
    """An act, its name on pages, and the roles that may do it in each scope."""

    act: str
    label: Promise | str
    roles: Mapping[Scope, frozenset[Role]]

    def scopes_of(self, role: Role) -> frozenset[Scope]:
        """How far a role may do this; empty where it may not."""
        return frozenset(scope for scope, roles in self.roles.items() if role in roles)


GOVERNMENT = frozenset({Role.COUNTY, Role.CITY, Role.PROVINCE})
AUTHORITIES = frozenset({Role.FINANCE, Role.TAX, Role.REGISTRATION, Role.CREDIT_CENTRE})
FIRM = frozenset({Role.OWNER, Role.ACCOUNTANT})
BODIES = frozenset(
    {
        Role.BANK,
        Role.GUARANTOR,
        Role.AGENCY,
        Role.INCUBATOR,
        Role.TRAINER,
        Role.INSTITUTE,
        Role.RESEARCHER,
    }
)

D, O, E = Scope.DIVISION, Scope.OWN, Scope.EVERYWHERE  # noqa: E741  # columns of the table below

TABLE: tuple[Permission, ...] = (
    # subjects and facts
    Permission("subjects.read", _("查看主体及其事实"), {D: OFFICIALS, O: FIRM | BODIES}),
    Permission("subjects.create", _("登记主体"), {D: GOVERNMENT | {Role.REGISTRATION}}),
    Permission("subjects.change", _("变更主体信息"), {D: GOVERNMENT | {Role.REGISTRATION}}),
    Permission(
        "records.keep",
        _("登记担保、贷款和创业投资"),
        {D: GOVERNMENT | {Role.FINANCE}, O: FIRM | {Role.GUARANTOR, Role.BANK}},
    ),
    Permission("contacts.reveal", _("查看联系方式"), {D: GOVERNMENT | AUTHORITIES, O: FIRM | BODIES}),
    Permission("facts.add", _("录入事实"), {D: GOVERNMENT | AUTHORITIES}),
    Permission("facts.declare", _("自行申报事实"), {O: FIRM}),
    Permission("facts.import", _("导入部门数据"), {D: GOVERNMENT | AUTHORITIES}),
    Permission("enquiries.ask", _("提出咨询、诉求"), {O: FIRM | BODIES}),
    Permission("enquiries.answer", _("答复咨询、诉求"), {D: GOVERNMENT | AUTHORITIES}),
    # local decisions
    Permission("decisions.draft", _("起草地方决定"), {D: GOVERNMENT | {Role.FINANCE}}),
    Permission("decisions.approve", _("复核地方决定"), {D: GOVERNMENT}),
    Permission("decisions.withdraw", _("撤回地方决定"), {D: GOVERNMENT}),
    # funds and payments
    Permission("ledger.read", _("查看资金账"), {D: OFFICIALS, O: FIRM | BODIES}),
    Permission("ledger.open", _("设立资金、拨款"), {D: GOVERNMENT | {Role.FINANCE}}),
    Permission("ledger.promise", _("预留、承诺、追回资金"), {D: GOVERNMENT | {Role.FINANCE}}),
    Permission("payments.make", _("编制付款清单"), {D: GOVERNMENT | {Role.FINANCE}}),
    Permission("payments.bank", _("取银行付款文件、登记银行回单"), {D: frozenset({Role.FINANCE})}),
    Permission("payments.approve", _("复核付款清单"), {D: GOVERNMENT | {Role.FINANCE}}),
    Permission("bank_accounts.give", _("登记收款账户"), {D: GOVERNMENT | {Role.FINANCE}, O: FIRM | BODIES}),
    Permission("bank_accounts.confirm", _("确认收款账户"), {O: FIRM | BODIES}),
    Permission("bank_accounts.reveal", _("查看收款账号"), {D: frozenset({Role.FINANCE}), O: FIRM | BODIES}),
    # receipts
    Permission(
        "answers.notice",
        _("出具判定告知书"),
        {D: OFFICIALS - READERS, O: FIRM | BODIES},
    ),
    # cases
    Permission("cases.read", _("查看办件"), {D: OFFICIALS, O: FIRM | BODIES}),
    Permission("cases.apply", _("申请办理"), {O: FIRM | BODIES}),
    Permission("cases.counter", _("窗口代办"), {D: GOVERNMENT | AUTHORITIES}),
    Permission(
        "cases.act",
        _("办理事项（受邀专家限受邀的办件）"),
        {D: OFFICIALS - READERS, O: FIRM | BODIES, E: frozenset({Role.EXPERT})},
    ),
    Permission("cases.assign", _("分派办件、邀请专家"), {D: GOVERNMENT}),
    Permission("cases.voice", _("评价、投诉、确认到账"), {O: FIRM | BODIES}),
    Permission("cases.answer", _("答复投诉、回访差评"), {D: GOVERNMENT | AUTHORITIES}),
    # start-up bases
    # registers of programmes that are files
    Permission("programmes.read", _("查看扶持项目的登记册"), {D: OFFICIALS, O: FIRM | BODIES}),
    Permission("programmes.keep", _("登记扶持项目的登记册"), {D: GOVERNMENT | AUTHORITIES, O: FIRM | BODIES}),
    Permission("bases.keep", _("登记基地的入驻和毕业情况"), {D: GOVERNMENT, O: frozenset({Role.INCUBATOR})}),
    Permission("bases.rank", _("设立评选批次、排名"), {D: frozenset({Role.PROVINCE})}),
    Permission("bases.land", _("登记建设用地、安排用地"), {D: GOVERNMENT}),
    Permission("bases.ask_land", _("申请用地"), {D: GOVERNMENT, O: FIRM | {Role.INCUBATOR}}),
    Permission("bases.tax", _("登记孵化企业的缴税记录"), {D: frozenset({Role.TAX})}),
    # yearly duties
    Permission("wheel.enter", _("登记年度事项"), {D: GOVERNMENT | {Role.FINANCE}}),
    # programmes that pay
    Permission("funds.read", _("查看免申即享核算"), {D: OFFICIALS}),
    Permission("funds.run", _("发起免申即享核算"), {D: GOVERNMENT}),
    # start-up services
    Permission("services.offer", _("提供创业服务"), {O: frozenset({Role.AGENCY})}),
    Permission("services.scheme", _("报备服务券方案"), {D: GOVERNMENT | {Role.FINANCE}}),
    # registration of enterprises
    Permission(
        "registration.keep", _("维护审批事项清单、出资试点地区"), {D: GOVERNMENT | {Role.REGISTRATION}}
    ),
    # training of owners and managers
    Permission("training.commission", _("委托培训机构、核定培训费用"), {D: GOVERNMENT}),
    Permission("training.teach", _("发布培训课程、登记到课"), {O: frozenset({Role.TRAINER})}),
    Permission("training.enrol", _("自己选择培训课程、申请资助名额"), {O: frozenset({Role.OWNER})}),
    Permission("training.fund", _("公布资助培训年度、递补名额"), {D: frozenset({Role.PROVINCE})}),
    # shared science and technology resources
    Permission("instruments.register", _("登记科技平台、开始考核"), {D: GOVERNMENT}),
    Permission("instruments.scheme", _("报备平台考核办法和补助标准"), {D: GOVERNMENT | {Role.FINANCE}}),
    Permission(
        "instruments.keep",
        _("管理本单位的科技平台"),
        {O: frozenset({Role.AGENCY, Role.INSTITUTE, Role.OWNER, Role.INCUBATOR})},
    ),
    # talent
    Permission(
        "talent.keep", _("登记本单位的科技人员、收益分配和股权奖励"), {O: frozenset({Role.INSTITUTE})}
    ),
    Permission(
        "talent.read",
        _("查看人才激励台账"),
        {D: GOVERNMENT | {Role.TAX, Role.REGISTRATION, Role.AUDITOR}},
    ),
    # agencies and public platforms
    Permission("agencies.keep", _("登记公共服务平台和部门下属中介机构"), {D: GOVERNMENT}),
    # volunteer experts
    Permission("experts.keep", _("登记专家、安排咨询场次"), {D: GOVERNMENT}),
    Permission("experts.advise", _("安排自己的咨询时段、公开解答"), {O: frozenset({Role.EXPERT})}),
    Permission("experts.book", _("预约专家咨询"), {O: FIRM}),
    # view of the whole
    Permission("office.dashboard", _("查看工作台"), {D: OFFICIALS}),
    Permission("office.whatif", _("政策测算"), {D: GOVERNMENT | {Role.FINANCE, Role.TAX}}),
    # programs
    Permission("tokens.make", _("建立接口令牌"), {D: OFFICIALS - READERS, O: FIRM | BODIES}),
    Permission("webhooks.make", _("建立变更通知"), {D: OFFICIALS - READERS, O: FIRM | BODIES}),
    # leave
    Permission("delegations.make", _("安排代理"), {D: OFFICIALS - READERS}),
    # audit
    Permission(
        "audit.read", _("查看审计记录"), {D: frozenset({Role.AUDITOR}), E: frozenset({Role.AUDIT_ADMIN})}
    ),
    Permission(
        "audit.export", _("导出审计记录"), {D: frozenset({Role.AUDITOR}), E: frozenset({Role.AUDIT_ADMIN})}
    ),
    Permission("audit.verify", _("验证审计链"), {E: frozenset({Role.AUDIT_ADMIN, Role.AUDITOR})}),
    Permission("access.read", _("查看谁看过我"), {O: FIRM | BODIES}),
    # administration, kept apart
    Permission("users.manage", _("管理用户和角色"), {E: frozenset({Role.SECURITY_ADMIN})}),
    Permission("system.operate", _("运行维护"), {E: frozenset({Role.SYSTEM_ADMIN})}),
)

PERMISSIONS: Mapping[str, Permission] = {permission.act: permission for permission in TABLE}


def scopes(role: Role, act: str) -> frozenset[Scope]:
    """How far a role may do an act; empty where it may not. Raises KeyError for an act the table does not know."""
    return PERMISSIONS[act].scopes_of(role)
