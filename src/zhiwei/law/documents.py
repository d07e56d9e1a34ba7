"""The register of legal documents (文件): what each is, when it was issued and in force, and how well it is known."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from zhiwei.engine.errors import Defect, LoadError, suggest
from zhiwei.law.loading import DATA, Record, read_records

OPINIONS = "浙政发〔2012〕47号"

EVIDENCE = {
    "A": ("已见原文", "text seen"),
    "B": ("二手来源", "secondary source"),
    "C": ("第三方数据", "third-party code or data"),
    "S": ("《意见》原文", "the Opinions themselves"),
    "R": ("凭记忆，待核", "recalled, to be checked"),
    "I": ("推定", "inferred"),
}
"""Evidence grades with their Chinese and English labels."""

_FIELDS = (
    "number", "title", "en", "issuer", "issued", "issued_evidence", "from", "to", "enacted_to", "ended_by",
    "aliases", "evidence", "role", "seen", "note",
)  # fmt: skip
_YEAR = re.compile(r"[\[［【〔﹝(（](\d{4})[\]］】〕﹞)）]")


@dataclass(frozen=True, slots=True)
class Document:
    """A legal text. ``issued`` is None where the day is not recorded; ``ends`` is the real end, ``enacted_to`` the
    printed one where it differs; ``evidence`` says how the text is known, ``issued_evidence`` how its day is."""

    number: str
    title: str
    en: str
    issuer: str
    issued: date | None
    issued_evidence: str
    starts: date | None
    ends: date | None
    enacted_to: date | None
    ended_by: str
    aliases: tuple[str, ...]
    evidence: str
    role: str
    seen: str
    note: str

    def name(self, lang: str = "zh") -> str:
        """Return the title in Chinese, or in English where there is one."""
        return self.en if lang == "en" and self.en else self.title


def canonical_number(number: str) -> str:
    """Return a document number with the year in 〔〕, however it was bracketed."""
    return _YEAR.sub(r"〔\1〕", number.strip())


@dataclass(frozen=True)
class Register:
    """All documents by number, in file order."""

    documents: Mapping[str, Document]

    @cached_property
    def _by_name(self) -> Mapping[str, Document]:
        names = {alias: one for one in self.documents.values() for alias in one.aliases}
        return names | dict(self.documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents.values())

    def __len__(self) -> int:
        return len(self.documents)

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def get(self, name: str) -> Document | None:
        """Return the document of a number or alias, None if there is none."""
        return self._by_name.get(name) or self._by_name.get(canonical_number(name))

    def find(self, name: str) -> Document:
        """Return the document of a number or alias; raises KeyError with the nearest numbers."""
        found = self.get(name)
        if found is None:
            raise KeyError(f"no document {name}. {self.suggestion(name)}".rstrip())
        return found

    def suggestion(self, name: str) -> str:
        """Return 'did you mean …' for an unknown number, '' if nothing is near."""
        return suggest(canonical_number(name), self._by_name)


def _document(record: Record) -> Document:
    record.only(*_FIELDS)
    evidence = record.word("evidence", EVIDENCE, needed=True)
    document = Document(
        number=record.text("number", needed=True),
        title=record.text("title", needed=True),
        en=record.text("en"),
        issuer=record.text("issuer"),
        issued=record.day("issued"),
        issued_evidence=record.word("issued_evidence", EVIDENCE) or evidence,
        starts=record.day("from"),
        ends=record.day("to"),
        enacted_to=record.day("enacted_to"),
        ended_by=record.text("ended_by"),
        aliases=record.texts("aliases"),
        evidence=evidence,
        role=record.text("role"),
        seen=record.text("seen"),
        note=record.text("note"),
    )
    if document.starts and document.ends and document.ends < document.starts:
        record.wrong("ends before it starts", "from and to are both days in force")
    if "#" in document.number:
        record.wrong("the number holds '#'", "the article stands in the citation, not in the number")
    return document


def load_documents(folder: Path = DATA) -> Register:
    """Return the register read from every file of ``folder/documents``; raises LoadError with all defects."""
    defects: list[Defect] = []
    documents: dict[str, Document] = {}
    places: dict[str, str] = {}
    enders: list[tuple[Record, str]] = []
    for path in sorted((folder / "documents").glob("*.yaml")):
        for record in read_records(path, "number", defects):
            document = _document(record)
            for name in (document.number, *document.aliases):
                if name in places:
                    record.wrong(f"{name} is in {places[name]} already", "keep one record for each document")
                places[name] = path.name
            documents.setdefault(document.number, document)
            if document.ended_by:
                enders.append((record, document.ended_by))
    register = Register(documents)
    for record, ender in enders:
        if ender.split("#")[0] not in register:
            record.wrong(f"ended by unknown document {ender}", register.suggestion(ender))
    if defects:
        raise LoadError(defects)
    return register
