"""The addresses of the site, and the page of all components."""

from __future__ import annotations

from django.urls import path

from zhiwei.platform.kit.styleguide import styleguide
from zhiwei.platform.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]
urlpatterns = [path("styleguide/", styleguide), *urlpatterns]
