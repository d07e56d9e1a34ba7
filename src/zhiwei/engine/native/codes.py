"""Codes of statuses in columns: of two, the greater passes on."""

from zhiwei.engine.status import Status

KNOWN, MISSING = 0, 1
CODE = {
    Status.NO_DECISION: 2,
    Status.NOT_OFFERED: 3,
    Status.UNKNOWN_LAW: 4,
    Status.NOT_IN_FORCE: 5,
    Status.NOT_APPLICABLE: 6,
    Status.UNDEFINED: 7,
}
NOT_APPLICABLE, UNDEFINED = CODE[Status.NOT_APPLICABLE], CODE[Status.UNDEFINED]
STATUS_OF = {code: status for status, code in CODE.items()}
WORDS = ("known", "missing", *(STATUS_OF[code].value for code in range(2, 7)), "not_applicable")
"""Status word by code; an undefined value is shown as not applicable."""
