"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.agencies.views import office, own, public

app_name = "agencies"
urlpatterns = [
    path("agencies/", public.home, name="home"),
    path("agencies/platforms/", public.platforms, name="platforms"),
    path("agencies/separation/", public.separation, name="separation"),
    path("research-intensity/", public.research, name="research"),
    path("my/agencies/join/", own.join, name="join"),
    path("my/<uuid:key>/agency/", own.subject, name="own"),
    path("my/<uuid:key>/agency/leave/", own.leave, name="leave"),
    path("office/agencies/", office.home, name="office"),
    path("office/agencies/report/", office.report, name="report"),
    path("office/agencies/platforms/new/", office.new_platform, name="new-platform"),
    path("office/agencies/platforms/<uuid:key>/", office.platform, name="platform"),
    path("office/agencies/bodies/new/", office.new_body, name="new-body"),
    path("office/agencies/bodies/<uuid:key>/", office.body, name="body"),
]
