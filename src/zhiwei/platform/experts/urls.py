"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.experts.views import booking, desk, office, public, publishing, register

app_name = "experts"
urlpatterns = [
    path("experts/", public.home, name="home"),
    path("experts/sessions/<uuid:key>/", public.session, name="session"),
    path("experts/answers/", public.answers, name="answers"),
    path("experts/answers/<uuid:key>/", public.answer, name="answer"),
    path("experts/sessions/<uuid:key>/cancel/", desk.cancel_session, name="cancel-session"),
    path("experts/bookings/<uuid:key>/", booking.detail, name="booking"),
    path("experts/bookings/<uuid:key>/cancel/", booking.cancel, name="cancel"),
    path("experts/bookings/<uuid:key>/close/", booking.close, name="close"),
    path("experts/questions/<uuid:key>/publish/", publishing.publish, name="publish"),
    path("experts/questions/<uuid:key>/withdraw/", publishing.withdraw, name="withdraw"),
    path("my/advice/", booking.own, name="own"),
    path("my/advice/ask/", booking.ask, name="ask"),
    path("my/expert/", desk.home, name="desk"),
    path("my/expert/sessions/new/", desk.new_session, name="own-session"),
    path("office/experts/", office.home, name="office"),
    path("office/experts/unanswered/", office.unanswered, name="unanswered"),
    path("office/experts/report/", office.report, name="report"),
    path("office/experts/questions/<uuid:key>/", office.question, name="question"),
    path("office/experts/new/", register.new, name="new"),
    path("office/experts/<uuid:key>/", register.expert, name="expert"),
    path("office/experts/<uuid:key>/end/", register.end, name="end"),
    path("office/experts/<uuid:key>/sessions/new/", register.new_session, name="office-session"),
]
