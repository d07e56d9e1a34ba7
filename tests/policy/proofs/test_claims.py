"""Every declared claim comes out as declared, within its budget."""

from __future__ import annotations

import pytest

from zhiwei import rulebook
from zhiwei.engine.proof.claims import Claim
from zhiwei.engine.proof.prove import prove
from zhiwei.policy.proofs import CLAIMS

SECONDS = 60


def shown(claim: Claim) -> str:
    return claim.id


@pytest.mark.parametrize("claim", [c for c in CLAIMS if not c.large], ids=shown)
def test_as_declared(claim: Claim) -> None:
    finding = prove(rulebook(), claim, SECONDS)
    assert (finding.outcome, finding.note, finding.notches) == (
        claim.expected, finding.note if claim.expected == "refuted" else "", getattr(claim, "notches", None) or (),
    )  # fmt: skip


@pytest.mark.large
@pytest.mark.parametrize("claim", [c for c in CLAIMS if c.large], ids=shown)
def test_as_declared_on_other_days(claim: Claim) -> None:
    finding = prove(rulebook(), claim, SECONDS)
    assert (finding.outcome, finding.note) == (claim.expected, "")


def test_claims_have_names_of_their_own() -> None:
    ids = [c.id for c in CLAIMS]
    assert sorted(ids) == sorted(set(ids))


def test_what_is_expected_to_fail_says_so() -> None:
    for claim in CLAIMS:
        assert (
            (claim.expected == "refuted")
            == claim.zh.startswith("（不成立）")
            == claim.en.startswith("(not so)")
        )


def test_claims_cite_what_the_rulebook_knows() -> None:
    known = rulebook().data.citations
    assert [c.id for c in CLAIMS for cite in c.cites if cite not in known] == []
