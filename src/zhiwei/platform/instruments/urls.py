"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.instruments.views import filing, firm, keeper, office, public

app_name = "instruments"
urlpatterns = [
    path("instruments/", public.catalogue, name="catalogue"),
    path("instruments/<uuid:key>/", public.resource, name="resource"),
    path("instruments/<uuid:key>/book/", firm.book, name="book"),
    path("instruments/platforms/", public.platforms, name="platforms"),
    path("instruments/platforms/<uuid:key>/", public.platform, name="platform"),
    path("my/instruments/", firm.bookings, name="bookings"),
    path("my/instruments/<uuid:key>/", firm.booking, name="booking"),
    path("my/platforms/", keeper.home, name="keeper"),
    path("my/platforms/<uuid:key>/", keeper.platform, name="keeper-platform"),
    path("my/platforms/<uuid:key>/new/", keeper.new, name="keeper-new"),
    path("my/platforms/resources/<uuid:key>/", keeper.resource, name="keeper-resource"),
    path("my/platforms/resources/<uuid:key>/withdraw/", keeper.withdraw, name="keeper-withdraw"),
    path("my/platforms/slots/<uuid:key>/close/", keeper.close, name="keeper-close"),
    path("my/platforms/bookings/<uuid:key>/", keeper.booking, name="keeper-booking"),
    path("my/platforms/bookings/<uuid:key>/do/<slug:transition>/", keeper.step, name="keeper-step"),
    path("office/instruments/", office.home, name="office"),
    path("office/instruments/new/", office.new, name="office-new"),
    path("office/instruments/begin/", office.begin, name="office-begin"),
    path("office/instruments/publish/", office.publish, name="office-publish"),
    path("office/instruments/scheme/", filing.scheme, name="scheme"),
    path("office/instruments/rate/", filing.rate, name="rate"),
    path("office/instruments/recognitions/", office.recognitions, name="recognitions"),
    path("office/instruments/reviews/<uuid:key>/", office.review, name="office-review"),
    path("office/instruments/<uuid:key>/", office.platform, name="office-platform"),
]
