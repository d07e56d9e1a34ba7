"""The database's own refusal to change or delete audit rows; the check of the chains says whether it stands.

Who owns the database can take the triggers down; the chains and their anchors find what is done then.
"""

from __future__ import annotations

from zhiwei.platform.kit.append_only import Guards

TABLES = ("audit_act", "audit_reading", "audit_readitem")
REFUSAL = "audit rows are appended, never changed or deleted"

_guards = Guards(TABLES, REFUSAL, "zhiwei_audit_refuse")
put_up, take_down, standing = _guards.put_up, _guards.take_down, _guards.standing
