"""Files of lists: read and tried without effect, then entered whole by the one who handed them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.phrases import kept
from zhiwei.platform.kit.refusals import Refused
from zhiwei.platform.subjects.list_files.kinds import ListFile, list_file
from zhiwei.platform.subjects.list_files.reading import Entry, defect, read, words_of
from zhiwei.platform.subjects.list_files.shown import as_read, doubt
from zhiwei.platform.subjects.models import ListUpload, Subject
from zhiwei.platform.subjects.models.list_uploads import Result

KINDS = {"xlsx", "csv"}
LIMIT = 5 * 1024 * 1024
"""Bytes of a file."""
OFFERED = 12
"""Choices that a message names at most."""
State = ListUpload.State


class _Undone(Exception):
    """Takes back a trial, or a try in which a row was refused."""


def hand_in_list(viewer: Viewer, kind: ListFile, key: str, file: Any) -> ListUpload:
    """Read a file and try every row after the other, which is then taken back.

    It is faulty, ready to be entered, or says what is there already. Raises Refused where it is no such table at all, the
    kit's ``uploads.Refused`` for a bad file, Http404 and PermissionDenied for another's list.
    """
    if viewer.user_id is None:
        raise PermissionDenied(_("请先登录"))
    target = kind.target(viewer, key)
    checked = uploads.check(file, KINDS, LIMIT)
    with uploads.on_disk(checked) as path:
        found = read(kind, viewer, target, path, checked.kind, checked.name)
    try:
        with transaction.atomic(), log.at_the_end():
            _each(viewer, kind, target, found.rows, found.columns)
            raise _Undone
    except _Undone:
        pass
    with transaction.atomic():
        made = ListUpload.objects.create(
            kind=kind.name, target=key, file=uploads.keep(checked, viewer.user_id), sheet=found.sheet,
            columns=found.columns, unread=found.unread, other_sheets=found.other_sheets, rows=found.rows, state=_state(found.rows), made_by_id=viewer.user_id,
        )  # fmt: skip
        _record(viewer, "lists.upload", kind, target, made)
    return made


def enter_list(viewer: Viewer, upload_id: UUID) -> ListUpload:
    """Enter every row of a sound file, in one transaction; again does nothing.

    Raises Refused where a row no longer fits or would do something else than was shown: nothing is entered then, and the
    file is shown anew. PermissionDenied for another's.
    """
    try:
        with transaction.atomic(), log.at_the_end():
            upload = uploads.held(ListUpload.objects.all(), upload_id, viewer.user_id)
            if upload.state == State.ENTERED:
                return upload
            if upload.state != State.READY:
                raise Refused([_("这份文件不能登记；请改正后重新上传")])
            kind = kind_of(upload)
            target = kind.target(viewer, upload.target)
            shown = list(map(_does, upload.rows))
            for row in upload.rows:
                row["defects"] = []
            _each(viewer, kind, target, upload.rows, upload.columns)
            if shown != list(map(_does, upload.rows)):
                raise _Undone
            upload.state, upload.entered_at = State.ENTERED, clock.now()
            upload.save()
            _record(viewer, "lists.enter", kind, target, upload)
    except _Undone:
        now = _state(upload.rows)
        ListUpload.objects.filter(pk=upload.pk, state=State.READY).update(state=now, rows=upload.rows)
        if now == State.FAULTY:
            said = _("上传以后情况有变，有的行现在不能登记；什么都没有登记。请看标出的错误，改正后重新上传")
        else:
            said = _("上传以后情况有变，登记的结果和上次看到的不同；什么都没有登记。请重看下表再确认")
        raise Refused([said]) from None
    return upload


def cancel_list(viewer: Viewer, upload_id: UUID) -> ListUpload:
    """Put a file aside that was not entered."""
    with transaction.atomic():
        upload = uploads.held(ListUpload.objects.all(), upload_id, viewer.user_id)
        if upload.state == State.ENTERED:
            raise Refused([_("已经登记的文件不能取消")])
        upload.state = State.CANCELLED
        upload.save()
    return upload


def kind_of(upload: ListUpload) -> ListFile:
    """The list that a file fills. Raises Refused for one that the platform no longer has."""
    found = list_file(upload.kind)
    if found is None:
        raise Refused([_("没有这份清单了")])
    return found


def _state(rows: list[Entry]) -> State:
    results = {row["result"] for row in rows}
    if Result.REFUSED in results:
        return State.FAULTY
    return State.READY if results & {Result.NEW, Result.CHANGED} else State.SAME


def _each(
    viewer: Viewer, kind: ListFile, target: Any, rows: list[Entry], columns: Mapping[str, Sequence[str]]
) -> None:
    """Enter every row that has no defect, each upon what the rows before did; what is wrong is put down with its row."""
    fields = kind.fields(viewer, target)
    for row in rows:
        form = kind.row(viewer, target, row["data"])
        known = {one["field"] for one in row["defects"]}
        faults = [pair for pair in _refused_by(form) if pair[0] not in known]
        row["result"] = str(Result.REFUSED)
        given = {name: value for name, value in form.cleaned_data.items() if name in columns}
        _read(row, fields, given, kind.large)
        if not faults and not row["defects"]:
            _named(row, given)
            try:
                with transaction.atomic():
                    done = kind.enter(viewer, target, given)
                row["result"], row["told"] = str(done.result), done.told
            except Refused as refused:
                faults = [(one.field, one.text) for one in refused.faults]
            except PermissionDenied as denied:
                faults = [("", str(denied) or _("这一行不由您登记"))]
        for name, text in faults:
            usual = ["", kind.heading(name, fields[name])] if name in fields else ["", ""]
            mark, heading = columns.get(name, usual)
            row["defects"].append(defect(name, mark, heading, str(text)))
        row["defects"].sort(key=lambda one: (len(one["column"]), one["column"]))  # from the left to the right


def _refused_by(form: forms.Form) -> Iterator[tuple[str, str]]:
    """What the form of a row says of its fields; '' for the whole row."""
    for name, errors in form.errors.as_data().items():
        for error in errors:
            if error.code == "required":
                yield name, _("请填写这一格")
            elif error.code == "invalid_choice" and (words := words_of(form.fields[name])):
                told = {"word": form.data.get(name), "words": listed(words[:OFFERED])}
                yield name, _("没有“%(word)s”这一项；可填：%(words)s") % told
            elif error.code == "no_number" and error.params:
                yield name, _("“%(written)s”不是数字；请只写数字，例如 12000") % error.params
            elif error.code == "max_length" and error.params:
                told = {"most": error.params["limit_value"], "now": error.params["show_value"]}
                yield name, _("最多 %(most)s 个字，现有 %(now)s 个；请缩短") % told
            else:
                yield from ((name if name != NON_FIELD_ERRORS else "", text) for text in error.messages)


def _does(row: Entry) -> tuple[str, str, bool]:
    """What was shown of a row: what it does, what it changes, whether it is refused."""
    return row["result"], row["told"], bool(row["defects"])


def _read(row: Entry, fields: Mapping[str, forms.Field], given: Mapping[str, Any], large: int | None) -> None:
    """Show the cells as they were read."""
    for name, value in given.items():
        if row["cells"].get(name) and (shown := as_read(fields[name], value)) is not None:
            row["cells"][name] = shown
    row["doubt"] = doubt(fields, given, large)


def _named(row: Entry, given: dict[str, Any]) -> None:
    """Whom a row names: shown by name where the file has a number."""
    for name, value in given.items():
        if isinstance(value, Subject):
            row["subjects"] = sorted({*row["subjects"], str(value.pk)})
            if value.name not in row["cells"].get(name, value.name):
                row["cells"][name] = f"{row['cells'][name]}（{value.name}）"


def _record(viewer: Viewer, name: str, kind: ListFile, target: Any, upload: ListUpload) -> None:
    detail = {
        "title": kept(kind.title), "who": kind.whose(target), "count": len(upload.rows), "state": upload.state,
        "sha256": upload.file.sha256,
    }  # fmt: skip
    log.record(
        viewer, name, kind="list_upload", key=str(upload.pk), division=kind.division(target), detail=detail,
        permission=kind.permission,
    )  # fmt: skip
