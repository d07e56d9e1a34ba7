"""What the Opinions' rulebook tells beside its answers: names of divisions, and facts that contradict each other."""

from __future__ import annotations

from zhiwei.engine.beside import Conflict
from zhiwei.engine.facts import Case
from zhiwei.engine.model import RulebookData
from zhiwei.engine.plan import Law


class Telling:
    """Implements :class:`zhiwei.engine.beside.Beside`; tables are read when first asked for."""

    def name(self, code_list: str, code: str) -> tuple[str, str] | None:
        """A division with the city above it; other codes have no names here."""
        if code_list != "divisions":
            return None
        from zhiwei.law.divisions import load_divisions

        divisions = load_divisions()
        if code not in divisions:
            return None
        above = [divisions[one] for one in divisions.ancestors(code) if divisions[one].level > 1]
        places = [divisions[code], *above]
        zh = "".join(one.name for one in reversed(places))
        return zh, ", ".join(one.pinyin for one in places)

    def conflicts(self, data: RulebookData, case: Case, law: Law) -> tuple[Conflict, ...]:
        """Facts that contradict each other by what they mean (``conflicts`` in ``entities/*.yaml``), and dead codes."""
        from zhiwei.policy.conflicts import conflicts_of

        return conflicts_of(data, case, law)
