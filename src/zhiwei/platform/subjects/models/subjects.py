"""Subjects, what they were and are called, their official numbers, and how one came from another."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class Subject(models.Model):
    """主体: whoever the law speaks of. What is said of it with a source and a date are facts, not columns here."""

    class State(models.TextChoices):
        """Whether it exists."""

        ACTIVE = "active", _("存续")
        ENDED = "ended", _("注销")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entity = models.CharField(_("主体类型"), max_length=40)
    """A name of :mod:`zhiwei.platform.subjects.entities`; enterprise for every form of enterprise."""
    name = models.CharField(_("名称"), max_length=200)
    core = models.CharField(_("字号"), max_length=200, blank=True)
    """The name without place and form, as :mod:`zhiwei.platform.subjects.names` takes it apart."""
    found_by = models.TextField(blank=True)
    """What the search by name looks through: present and former names, pinyin, initials."""
    personal_name = models.BooleanField(_("名称为自然人姓名"), default=False)
    """The name is that of a natural person, so it is not public."""
    division = models.CharField(_("所在行政区划"), max_length=6, db_index=True)
    legal_form = models.CharField(_("组织形式"), max_length=40, blank=True)
    industry = models.CharField(_("行业代码"), max_length=6, blank=True)
    industry_edition = models.CharField(_("行业分类版本"), max_length=4, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    ended_on = models.DateField(_("注销日期"), null=True, blank=True)
    size_class = models.CharField(_("企业规模"), max_length=20, blank=True)
    """Computed from the facts as they stood on ``size_on``; for lists and filters only, answers compute their own."""
    size_on = models.DateField(null=True, blank=True)
    state = models.CharField(_("状态"), max_length=6, choices=State, default=State.ACTIVE)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="subjects"
    )
    """Who logs in for it."""
    received_on = models.DateField(_("收到日期"), default=clock.today)
    """The day from which what the register says of it counts as known."""
    recorded_at = models.DateTimeField(_("登记时间"), default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("主体")
        indexes = [
            models.Index(fields=["entity", "division"], name="subject_by_division"),
            models.Index(fields=["name"], name="subject_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Name(models.Model):
    """A name and the days on which it was borne; the last day is empty for the present one."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="names")
    text = models.CharField(_("名称"), max_length=200)
    from_day = models.DateField(_("起"), null=True, blank=True)
    to_day = models.DateField(_("止"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("名称")
        ordering = [models.F("from_day").desc(nulls_last=True), "-id"]

    def __str__(self) -> str:
        return self.text


class Identifier(models.Model):
    """An official number and the days on which it was valid; its check character was tested when it was recorded."""

    class Kind(models.TextChoices):
        """In order of strength when a row is matched."""

        USCC = "uscc", _("统一社会信用代码")
        REGISTRATION = "registration_number", _("注册号")
        ORGANISATION = "organisation_code", _("组织机构代码")
        TAX = "tax_number", _("税务登记号")

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="identifiers")
    kind = models.CharField(_("号码类型"), max_length=20, choices=Kind)
    number = models.CharField(_("号码"), max_length=20)
    source = models.CharField(_("来源"), max_length=40, blank=True)
    from_day = models.DateField(_("起"), null=True, blank=True)
    to_day = models.DateField(_("止"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("号码")
        ordering = ["kind", models.F("from_day").desc(nulls_last=True)]
        indexes = [models.Index(fields=["number"], name="identifier_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], condition=models.Q(to_day=None), name="identifier_held_once"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Relation(models.Model):
    """That a subject came from another, or is linked to it in a way the rulebook names."""

    class Kind(models.TextChoices):
        """The first three say that ``other`` went before ``subject``."""

        CONVERSION = "conversion", _("个体工商户转为企业")
        MERGER = "merger", _("合并")
        DIVISION = "division", _("分立")
        LINK = "link", _("关联")

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="relations")
    kind = models.CharField(_("关系"), max_length=10, choices=Kind)
    link = models.CharField(max_length=60, blank=True)
    """Name of the rulebook's link, such as ``bidder``; of a link only."""
    other = models.ForeignKey(Subject, models.CASCADE, related_name="relations_to_it")
    on_day = models.DateField(_("日期"), null=True, blank=True)
    to_day = models.DateField(_("止"), null=True, blank=True)
    received_on = models.DateField(_("收到日期"))
    source = models.CharField(_("来源"), max_length=40, blank=True)
    sentence = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("关系")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "link", "other", "on_day"], name="relation_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(subject=models.F("other")), name="relation_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ← {self.other}"


class Contact(models.Model):
    """Personal data of whoever answers for a subject; shown one subject at a time, and every showing is recorded."""

    subject = models.OneToOneField(Subject, models.CASCADE, related_name="contact")
    person = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    id_number = models.CharField(_("证件号码"), max_length=30, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("联系方式")

    def __str__(self) -> str:
        return str(self.subject_id)
