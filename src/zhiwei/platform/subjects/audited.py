"""What the audit calls a subject, and whose it is: a firm sees who looked at it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Enquiry, ListUpload, Subject


def tell(subject: Subject) -> Record:
    """A subject by its present name."""
    return Record(subject.name, reverse("subjects:detail", args=[subject.pk]))


def tell_enquiry(enquiry: Enquiry) -> Record:
    """An enquiry by its kind and day; what it says is personal."""
    said = {"kind": enquiry.get_kind_display(), "day": clock.day_of(enquiry.asked_at)}
    return Record(_("%(day)s 提出的%(kind)s") % said, reverse("subjects:enquiry", args=[enquiry.pk]))


def tell_upload(upload: ListUpload) -> Record:
    """A file of a list by its name; its page is its sender's alone."""
    return Record(upload.file.name)


def owned_by(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """The subjects of the viewer's organisations, filings and the like included, and what was asked for them."""
    own = Subject.objects.filter(organisation__in=viewer.organisation_ids)
    for key in own.values_list("pk", flat=True):
        yield "subject", str(key)
    for key in Enquiry.objects.filter(subject__in=own).values_list("pk", flat=True):
        yield "enquiry", str(key)
