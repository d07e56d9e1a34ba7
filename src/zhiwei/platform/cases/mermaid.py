"""A case type as a state diagram in the notation that repositories draw (mermaid), for the docs."""

from __future__ import annotations

from zhiwei.platform.cases.casetypes.model import CaseType


def mermaid(kind: CaseType) -> str:
    """The block, fences included; transitions by their English words."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {kind.start.to}: {_words(kind.start.words.en)}"]
    lines += [
        f"    {source} --> {one.to}: {_words(one.words.en)}"
        for one in kind.transitions.values()
        for source in one.sources
    ]
    lines += [f"    {name} --> [*]" for name, state in kind.states.items() if state.ends]
    return "\n".join([*lines, "```"])


def _words(text: str) -> str:
    return text.replace(":", ",").replace(";", ",")
