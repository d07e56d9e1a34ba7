"""The sign-in sheet as a file: out with everybody enrolled, back with who was there; one row in doubt and nothing is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import uploads
from zhiwei.platform.training import queries
from zhiwei.platform.training.models import Course, Enrolment, Sheet
from zhiwei.platform.training.services.attending import mark
from zhiwei.platform.training.services.common import Fault, Refused, record_course
from zhiwei.platform.training.services.courses import must_teach
from zhiwei.platform.training.workbook import NAME, NUMBER, PRESENT, Row, read

KINDS = {"xlsx", "csv"}
LIMIT = 5 * 1024 * 1024
YES, NO = frozenset({"是", "到", "出勤", "yes", "y", "1"}), frozenset({"否", "未到", "缺勤", "no", "n", "0"})


def hand_in(viewer: Viewer, course: Course, file: Any) -> Sheet:
    """Read a filled sheet and take it as the trainer's word; with a defect it is kept and nothing of it is taken.

    Raises Refused where it is no sheet at all or the course takes no word now, the kit's ``uploads.Refused`` for a bad
    file, PermissionDenied for another's course.
    """
    must_teach(viewer, course.commission)
    checked = uploads.check(file, KINDS, LIMIT)
    with transaction.atomic():
        stored = uploads.keep(checked, viewer.user_id)
        rows = read(uploads.path_of(stored), stored.kind)
        enrolled = {one.number: one for one in queries.sheet(course)}
        words: dict[UUID, bool] = {}
        defects = [
            {"row": row.number, "heading": heading, "text": text}
            for row in rows
            for heading, text in _defects(row, enrolled, words)
        ]
        if not words and not defects:
            raise Refused([Fault("file", _("“%(heading)s”一列还没有填写") % {"heading": PRESENT})])
        if not defects:
            mark(viewer, course, words)
        made = Sheet.objects.create(
            course=course, file=stored, defects=defects, rows=len(rows), made_by_id=viewer.user_id
        )
        record_course(
            viewer, "training.sheet", "training.teach", course, sha256=stored.sha256, rows=len(rows),
            defects=len(defects),
        )  # fmt: skip
    return made


def _defects(row: Row, enrolled: Mapping[str, Enrolment], words: dict[UUID, bool]) -> list[tuple[str, str]]:
    """What is wrong in a row, by heading; the word it gives is put into ``words``."""
    found: list[tuple[str, str]] = []
    one = enrolled.get(row.cells.get(NUMBER, "").upper())
    said = row.cells.get(PRESENT, "").lower()
    if one is None:
        found.append((NUMBER, _("报名名单里没有编号“%(n)s”，不能添人：课程由学员自己选择") % {
            "n": row.cells.get(NUMBER) or _("（空）"),
        }))  # fmt: skip
    elif one.pk in words:
        found.append((NUMBER, _("这个编号在表里重复")))
    elif row.cells.get(NAME) and row.cells[NAME] != str(one.person):
        found.append((NAME, _("编号 %(n)s 的学员是“%(name)s”") % {"n": one.number, "name": one.person}))
    if said and said not in YES | NO:
        found.append((PRESENT, _("只能写“是”或“否”，不能写“%(word)s”") % {"word": row.cells[PRESENT]}))
    elif one is not None and not found and said:
        if one.counts and said in NO:
            found.append((PRESENT, _("已有参训证明，不能改为“否”")))
        else:
            words[one.pk] = said in YES
    return found
