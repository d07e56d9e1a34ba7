"""How subjects came from each other: conversion (17.5), merger and division (17.6); and the links of the rulebook."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from zhiwei.engine.errors import suggest
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Relation, Subject
from zhiwei.platform.subjects.services.refusals import refuse
from zhiwei.platform.subjects.sources import REGISTRATION

Kind = Relation.Kind
SENTENCES = {Kind.CONVERSION: "17.5", Kind.MERGER: "17.6", Kind.DIVISION: "17.6", Kind.LINK: ""}
"""The sentence under which a subject goes over into another."""
CAME_FROM = (Kind.CONVERSION, Kind.MERGER, Kind.DIVISION)


def relate(
    viewer: Viewer,
    subject: Subject,
    other: Subject,
    kind: str,
    *,
    on_day: date | None = None,
    link: str = "",
    source: str = REGISTRATION,
    received_on: date | None = None,
    ends_other: bool = False,
) -> Relation:
    """Record that ``subject`` came from ``other``, or is linked to it. ``ends_other``: the predecessor is struck off.

    A conversion carries the predecessor's founding day on to the law. Raises :class:`Refused` for a circle of
    predecessors, a conversion between wrong forms, an unknown link; PermissionDenied for who may not.
    """
    if not viewer.may("subjects.change", division=subject.division):
        raise PermissionDenied
    if ends_other and not viewer.may("subjects.change", division=other.division):
        raise PermissionDenied
    with transaction.atomic():
        list(Subject.objects.select_for_update().filter(pk__in=[subject.pk, other.pk]).order_by("pk"))
        _check(subject, other, kind, on_day, link)
        found, made = Relation.objects.get_or_create(
            subject=subject, other=other, kind=kind, link=link, on_day=on_day,
            defaults={
                "received_on": received_on or clock.today(),
                "source": source,
                "sentence": SENTENCES[Kind(kind)],
            },
        )  # fmt: skip
        if ends_other:
            other.state, other.ended_on = Subject.State.ENDED, on_day
            other.save(update_fields=["state", "ended_on"])
        if made:
            log.record(
                viewer, "subjects.change", kind="subject", key=str(subject.id), division=subject.division,
                detail={"relation": kind, "link": link, "other": str(other.id)},
            )  # fmt: skip
    return found


def _check(subject: Subject, other: Subject, kind: str, on_day: date | None, link: str) -> None:
    if kind not in Kind.values:
        raise refuse("kind", f"没有关系 {kind}", f"unknown relation {kind}", "", suggest(kind, Kind.values))
    if kind == Kind.LINK:
        _check_link(subject, other, link)
        return
    if on_day is None:
        raise refuse(
            "on_day", "没有写明日期", "no day is given", "填写登记日期", "give the day it was registered"
        )
    if subject.pk == other.pk or subject.pk in predecessors_of(other.pk):
        raise refuse(
            "other",
            "形成循环：一个主体不能是自己的前身",
            "a circle: nobody is his own predecessor",
            "核对哪一方在先",
            "check which of the two came first",
        )
    if kind == Kind.CONVERSION:
        wrong = other.legal_form != entities.INDIVIDUAL or subject.legal_form == entities.INDIVIDUAL
        if wrong or subject.entity != entities.ENTERPRISE:
            raise refuse(
                "kind",
                "（十七）第5句说的是个体工商户转变为企业",
                "sentence 17.5 speaks of an individual business that becomes an enterprise",
                "核对两个主体的组织形式",
                "check the legal forms of the two",
            )
    if other.founded_on and on_day < other.founded_on:
        raise refuse(
            "on_day", "早于前身的成立日期", "before the predecessor was founded", "核对日期", "check the day"
        )


def _check_link(subject: Subject, other: Subject, link: str) -> None:
    entity = entities.of_rulebook(subject.entity)
    known = entity.links if entity else {}
    if link not in known:
        raise refuse(
            "link",
            f"没有关联 {link}",
            f"unknown link {link}",
            "可用：" + "、".join(known),
            suggest(link, known),
        )
    if known[link].to != other.entity:
        raise refuse(
            "other",
            f"“{known[link].zh}”应是{entities.kinds()[known[link].to].zh}",
            f"{known[link].en} is to be of kind {known[link].to}",
        )


def predecessors_of(subject_id: UUID) -> set[UUID]:
    """Everybody a subject came from, however many steps back."""
    return _reached({subject_id}, "subject", "other")


def successors_of(subject_id: UUID) -> set[UUID]:
    """Everybody who came from a subject, however many steps on."""
    return _reached({subject_id}, "other", "subject")


def _reached(step: set[UUID], at: str, to: str) -> set[UUID]:
    found: set[UUID] = set()
    came_from = Relation.objects.filter(kind__in=CAME_FROM)
    while step:
        rows = came_from.filter(**{f"{at}__in": step}).values_list(f"{to}_id", flat=True)
        step = set(rows) - found
        found |= step
    return found
