"""Logs as data: a line of JSON for each event, in development a readable line; the request's identifier in each.

What could name a person does not come in: values under telling keys are left out, numbers of identity cards and
telephones are struck from texts, and addresses are logged without their question.
"""

from __future__ import annotations

import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

STRUCK = "***"
PERSONAL = re.compile(
    "phone|mobile|email|password|secret|token|cookie|authorization|display_name|person|identity|address|facts",
    re.IGNORECASE,
)
"""Keys whose values are left out."""
NUMBERS = re.compile(r"(?<![0-9A-Za-z])(?:[1-9][0-9]{16}[0-9Xx]|1[3-9][0-9]{9})(?![0-9A-Za-z])")
"""An identity card's 18 characters (a firm's unified code that has no letter is struck with them), or a mobile number."""


def without_persons(logger: Any, method: str, event: EventDict) -> EventDict:
    """Leave out what could name a person."""
    return {
        key: STRUCK
        if PERSONAL.search(key)
        else NUMBERS.sub(STRUCK, value)
        if isinstance(value, str)
        else value
        for key, value in event.items()
    }


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
LAST: list[Processor] = [
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    structlog.processors.format_exc_info,
    without_persons,
]


def configuration(*, readable: bool, level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, one line each."""
    as_text: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [*LAST, as_text],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "zhiwei": {"level": level},
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }


def configure() -> None:
    """Let structlog's loggers speak through Python's, so that one configuration serves both."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logger(name: str) -> Any:
    """A logger of a room: ``log = logs.logger("zhiwei.subjects")``, ``log.info("import ended", rows=12)``."""
    return structlog.get_logger(name)
