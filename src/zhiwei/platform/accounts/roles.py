"""The roles a person may hold, and the sets they fall into."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is within an organisation. What each may do: :mod:`zhiwei.platform.accounts.permissions`."""

    OWNER = "owner", _("企业主")
    ACCOUNTANT = "accountant", _("会计")
    COUNTY = "county", _("县级经办")
    CITY = "city", _("市级经办")
    PROVINCE = "province", _("省级经办")
    FINANCE = "finance", _("财政")
    TAX = "tax", _("税务")
    REGISTRATION = "registration", _("工商登记")
    BANK = "bank", _("银行")
    GUARANTOR = "guarantor", _("担保机构")
    AGENCY = "agency", _("中介服务机构")
    INCUBATOR = "incubator", _("孵化器、创业基地")
    EXPERT = "expert", _("专家")
    TRAINER = "trainer", _("培训机构")
    INSTITUTE = "institute", _("高校、科研院所")
    RESEARCHER = "researcher", _("科技人员")
    CREDIT_CENTRE = "credit_centre", _("信用中心")
    AUDITOR = "auditor", _("审计人员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全保密管理员")
    AUDIT_ADMIN = "audit_admin", _("安全审计员")


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""Kept apart: a user holds at most one of them, ever, and nothing else beside it."""

LEVELS = {Role.PROVINCE: 1, Role.CITY: 2, Role.COUNTY: 3}
"""Roles of general government and the level of the division they are held in."""

OFFICIALS = frozenset({*LEVELS, Role.FINANCE, Role.TAX, Role.REGISTRATION, Role.CREDIT_CENTRE, Role.AUDITOR})
"""Roles whose holder sees a division: its code and all below it."""

STAFF = OFFICIALS | ADMINISTRATORS
"""Who needs a second factor and has short sessions."""

READERS = frozenset({Role.AUDITOR})
"""Roles that see and change nothing: who holds no other leaves no act behind but his own log-in and look."""

DELEGABLE = OFFICIALS - READERS
"""Roles that may be left to a colleague during leave."""
