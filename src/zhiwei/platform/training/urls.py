"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.training.views import office, owner, places, public, trainer

app_name = "training"
urlpatterns = [
    path("training/", public.calendar, name="calendar"),
    path("training/courses/<uuid:key>/", public.course, name="course"),
    path("training/courses/<uuid:key>/enrol/", owner.enrol, name="enrol"),
    path("training/bodies/", public.bodies, name="bodies"),
    path("training/bodies/<uuid:key>/", public.body, name="body"),
    path("training/report/", public.report, name="report"),
    path("training/places/", places.public, name="places"),
    path("training/places/apply/", places.apply, name="apply"),
    path("training/certificates/<uuid:key>/", public.certificate, name="certificate"),
    path("my/training/", owner.own, name="own"),
    path("my/training/<uuid:key>/confirm/", owner.confirm, name="confirm"),
    path("my/training/<uuid:key>/withdraw/", owner.withdraw, name="withdraw"),
    path("my/training/<uuid:key>/rate/", owner.rate, name="rate"),
    path("my/training/<uuid:key>/certificate/", owner.certificate, name="own-certificate"),
    path("my/courses/", trainer.listed, name="courses"),
    path("my/courses/new/", trainer.new, name="new-course"),
    path("my/courses/<uuid:key>/", trainer.sheet, name="sheet"),
    path("my/courses/<uuid:key>/edit/", trainer.edit, name="edit-course"),
    path("my/courses/<uuid:key>/cancel/", trainer.cancel, name="cancel-course"),
    path("my/courses/<uuid:key>/mark/", trainer.mark, name="mark"),
    path("my/courses/<uuid:key>/sheet.xlsx", trainer.download, name="sheet-file"),
    path("my/courses/<uuid:key>/sheet/", trainer.upload, name="sheet-upload"),
    path("my/courses/<uuid:key>/sheet/<uuid:which>/", trainer.marked_sheet, name="sheet-marked"),
    path("office/training/", office.home, name="office"),
    path("office/training/commission/", office.commission, name="commission"),
    path("office/training/commissions/<uuid:key>/", office.one_commission, name="one-commission"),
    path("office/training/courses/<uuid:key>/", office.course, name="office-course"),
    path("office/training/courses/<uuid:key>/settle/", office.settle, name="settle"),
    path("office/training/publish/", office.publish, name="publish"),
    path("office/training/places/", places.office, name="office-places"),
    path("office/training/places/<int:year>/fill/", places.fill, name="fill"),
]
