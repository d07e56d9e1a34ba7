"""Django settings of the platform; what differs between installations comes from :mod:`environment`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from zhiwei.platform.accounts.sign_on.provider import origins, providers
from zhiwei.platform.kit import logs
from zhiwei.platform.site.databases import sqlite_options
from zhiwei.platform.site.environment import data_folder, flag, secret_key, whole, words

DATA = data_folder()
DEMO = flag("ZHIWEI_DEMO", False)
"""Whether this is the demonstration: log-ins with one click, made-up subjects, a line on every page that says so."""
DEBUG = flag("ZHIWEI_DEBUG", False)
HTTPS = flag("ZHIWEI_HTTPS", False)
"""Whether visitors come by https through a reverse proxy; cookies are then sent by https only."""
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = words("ZHIWEI_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

ROOMS = [
    "zhiwei.platform.kit",
    "zhiwei.platform.accounts",
    "zhiwei.platform.audit",
    "zhiwei.platform.subjects",
    "zhiwei.platform.decisions",
    "zhiwei.platform.answers",
    "zhiwei.platform.ledger",
    "zhiwei.platform.cases",
    "zhiwei.platform.programmes",
    "zhiwei.platform.bases",
    "zhiwei.platform.experts",
    "zhiwei.platform.agencies",
    "zhiwei.platform.wheel",
    "zhiwei.platform.funds",
    "zhiwei.platform.services",
    "zhiwei.platform.registration",
    "zhiwei.platform.instruments",
    "zhiwei.platform.staff",
    "zhiwei.platform.training",
    "zhiwei.platform.talent",
    "zhiwei.platform.office",
    "zhiwei.platform.portal",
    "zhiwei.platform.api",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhiwei.platform.kit.requests.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "zhiwei.platform.api.middleware.ApiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhiwei.platform.accounts.middleware.AccountsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "zhiwei.platform.kit.requests.BodyLimitMiddleware",
    "zhiwei.platform.kit.requests.NoPageMiddleware",
    "zhiwei.platform.audit.middleware.AuditMiddleware",
]
ROOT_URLCONF = "zhiwei.platform.site.urls"
FORM_RENDERER = "zhiwei.platform.kit.forms.Renderer"
CSRF_FAILURE_VIEW = "zhiwei.platform.kit.views.csrf_failure"
WSGI_APPLICATION = "zhiwei.platform.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhiwei.platform.kit.context.page",
            ],
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(
        env="ZHIWEI_DATABASE_URL", default=f"sqlite:///{DATA / 'zhiwei.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = sqlite_options()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # shared by all processes: counts of failed log-ins must be
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a flood of names must not push the counts out
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = logs.configuration(readable=DEBUG)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parents[1] / "kit" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
AUDIT_ANCHORS = DATA / "anchors"
AUDIT_GUARDS = True
"""Whether the database itself refuses to change or delete audit rows; tests that empty tables go without."""
PROGRAMMES_FOLDER = os.environ.get("ZHIWEI_PROGRAMMES", "")
"""A folder with programmes of this installation: ``programmes/*.yaml`` and ``case_types/*.yaml``, data only."""
if not PROGRAMMES_FOLDER and (DEMO or (DATA / "demonstration").is_file()):  # `zhiwei demo` marks its folder
    PROGRAMMES_FOLDER = str(Path(__file__).parents[1] / "demo" / "own")
NOTICE_KEY = DATA / "notice-key.pem"
NOTICE_SIGNER = os.environ.get(
    "ZHIWEI_NOTICE_SIGNER", "zhiwei.platform.answers.signing.installation.InstallationSigner"
)
"""The class that signs notices (docs/platform/answers.md)."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zhiwei.platform.kit.storage.Storage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "map", "png", "jpg", "jpeg", "gif", "webp", "avif", "zip", "gz", "br", "woff", "woff2", "ttf", "otf",
)  # fmt: skip
FILE_UPLOAD_PERMISSIONS = 0o600
LARGEST_BODY = 40 * 1024 * 1024
"""Bytes of a request above which nothing of it is read."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email", "phone")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "zhiwei.platform.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/15m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
SECOND_FACTOR = flag("ZHIWEI_SECOND_FACTOR", not DEMO)
"""Whether officials need a second factor."""
MFA_ADAPTER = "zhiwei.platform.accounts.factors.FactorAdapter"
MFA_FORMS = {"add_webauthn": "zhiwei.platform.accounts.factor_forms.AddKeyForm"}
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "zhiwei.platform.accounts.sign_on.adapter.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = providers()
OIDC_CLAIMS = Path(os.environ.get("ZHIWEI_OIDC_CLAIMS") or DATA / "oidc-claims.json")
OIDC_STRONG = flag("ZHIWEI_OIDC_STRONG", False)
"""Whether the sign-on asks for a second factor itself, so that we need not."""
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *origins()],
        "frame-ancestors": [NONE],
    }
}

API_ORIGINS = words("ZHIWEI_API_ORIGINS")
"""Sites whose scripts may call the interface from a browser, e.g. https://firms.example; none by default."""
API_RATE_ANONYMOUS = whole("ZHIWEI_API_RATE_ANONYMOUS", 600)
"""Calls a minute without a token from one address, for each server process; 0: without limit."""
API_RATE_TOKEN = whole("ZHIWEI_API_RATE_TOKEN", 6000)
"""The same with one token."""
WEBHOOK_NETWORKS = words("ZHIWEI_WEBHOOK_NETWORKS")
"""Networks beside the public ones that webhooks may go to, e.g. 10.8.0.0/16."""
