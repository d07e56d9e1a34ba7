"""Whether the chains are as they were written: nothing changed, removed, inserted, reordered or cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from zhiwei.platform.audit import anchors, canonical
from zhiwei.platform.audit.chain import CHAINS, content_of, genesis
from zhiwei.platform.audit.models import Head, Reading, ReadItem

CHUNK = 2_000
Progress = Callable[[int, int], None]
"""Hears how many rows of how many are checked."""


@dataclass(frozen=True)
class Fault:
    """The first place where a chain does not agree: chain, number of the row, what was found."""

    chain: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}: {self.what}"


@dataclass(frozen=True)
class Checked:
    """The outcome of a check: the first fault, None where all agree, and by chain the last number that was looked at."""

    fault: Fault | None
    reached: Mapping[str, int]


def check(told: Progress = lambda done, total: None) -> Checked:
    """Check every chain, acts before reads, up to the first fault. ``told`` hears how many rows are done."""
    lengths = dict(Head.objects.values_list("chain", "seq"))
    total, reached = sum(lengths.values()), dict[str, int]()
    for chain in CHAINS:

        def heard(seq: int, chain: str = chain) -> None:
            reached[chain] = seq
            told(sum(reached.values()), total)

        reached[chain] = 0
        if fault := fault_of(chain, heard):
            return Checked(fault, reached | {chain: fault.seq})
    return Checked(None, reached)


def first_fault(told: Progress = lambda done, total: None) -> Fault | None:
    """The first fault of any chain, acts before reads; None where all agree. ``told`` hears how many rows are done."""
    return check(told).fault


def fault_of(chain: str, told: Callable[[int], None] = lambda seq: None) -> Fault | None:
    """The first fault of a chain: of its rows, its head, its anchors, and (reads) its index."""
    return next(_faults(chain, told), None)


def _faults(chain: str, told: Callable[[int], None]) -> Iterator[Fault]:
    head = Head.objects.filter(chain=chain).first()
    rows = CHAINS[chain].objects.order_by("seq")
    if head is None:
        first = rows.first()
        if first is not None:
            yield Fault(chain, first.seq, "没有链头 / the chain has no head")
        return
    try:
        anchored = {anchor.seq: anchor.hash for anchor in anchors.known(chain, str(head.identity))}
    except anchors.Forged as error:
        yield Fault(chain, 0, f"锚点文件不可信 / {error}")
        return
    previous, seq = genesis(head), 0
    for row in rows.iterator(chunk_size=CHUNK):
        if row.seq != seq + 1:
            yield Fault(chain, seq + 1, f"缺少记录，下一条是 {row.seq} / missing; the next row is {row.seq}")
        if row.previous != previous:
            yield Fault(chain, row.seq, "与上一条不相接 / does not follow the row before")
        if row.hash != canonical.digest(row.previous, content_of(row)):
            yield Fault(chain, row.seq, "内容已被改动 / content was changed")
        if anchored.get(row.seq, row.hash) != row.hash:
            yield Fault(chain, row.seq, "与库外锚点不符 / differs from the anchor outside the database")
        previous, seq = row.hash, row.seq
        if seq % CHUNK == 0:
            told(seq)
    told(seq)
    last = max(anchored, default=0)
    if last > seq:
        yield Fault(chain, seq + 1, f"末尾被截去，锚点到 {last} / cut off; an anchor reaches {last}")
    if (head.seq, head.hash) != (seq, previous):
        yield Fault(chain, seq + 1, f"链头为 {head.seq} / the head says {head.seq}")
    if CHAINS[chain] is Reading:
        yield from _index_faults(chain)


def _index_faults(chain: str) -> Iterator[Fault]:
    said = (
        (reading.seq, kind, key)
        for reading in Reading.objects.order_by("seq").iterator(chunk_size=CHUNK)
        for kind, key in ReadItem.pairs(reading.items)
    )
    indexed = ReadItem.objects.order_by("reading_id").values_list("reading_id", "kind", "key")
    by_seq = groupby(indexed.iterator(chunk_size=CHUNK), key=lambda row: row[0])
    stored = ((seq, kind, key) for seq, rows in by_seq for _, kind, key in sorted(rows))
    for one, other in zip_all(said, stored):
        if one != other:
            seq = min(place[0] for place in (one, other) if place is not None)
            yield Fault(chain, seq, "查阅索引与记录不符 / the index of reads differs from the row")
            return


def zip_all(
    one: Iterator[tuple[int, str, str]], other: Iterator[tuple[int, str, str]]
) -> Iterator[tuple[tuple[int, str, str] | None, tuple[int, str, str] | None]]:
    """Pairs of both, None where one has ended."""
    while True:
        pair = next(one, None), next(other, None)
        if pair == (None, None):
            return
        yield pair
