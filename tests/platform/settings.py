"""Settings of the platform's tests: a folder of their own, fast passwords, SQLite unless told otherwise.

ZHIWEI_TEST_DATABASE_URL names a PostgreSQL; `python -m tests.postgres CMD…` starts one and sets it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="zhiwei-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("ZHIWEI_") and name != "ZHIWEI_CACHE"]:
    if not _name.startswith(("ZHIWEI_TEST_", "ZHIWEI_NOT_RUN", "ZHIWEI_VENV")):
        del os.environ[_name]  # the tester's own installation stays out
os.environ["ZHIWEI_DATA"] = _folder
os.environ["ZHIWEI_SECRET_KEY"] = "of tests only"
if os.environ.get("ZHIWEI_TEST_DATABASE_URL"):
    os.environ["ZHIWEI_DATABASE_URL"] = os.environ["ZHIWEI_TEST_DATABASE_URL"]

from zhiwei.platform.site.settings import *  # noqa: E402, F403

DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - a browser's kept connection must not hold one of the server's
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["*"]
SECOND_FACTOR = False  # tests of accounts turn it on
AUDIT_GUARDS = False  # tests of audit put them up

API_RATE_ANONYMOUS = API_RATE_TOKEN = 0
"""No limit, since all tests of a process call from one address; the tests of the limits set their own."""
