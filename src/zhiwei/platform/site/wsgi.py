"""The server's entry: `granian --interface wsgi zhiwei.platform.site.wsgi:application`; `zhiwei serve` calls it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiwei.platform.site.settings")
application = get_wsgi_application()
