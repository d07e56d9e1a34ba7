"""Time of the proofs: every declared claim of the rulebook, once, on one core; slowest first."""

from __future__ import annotations

from collections import Counter

from zhiwei import rulebook
from zhiwei.engine.proof.prove import prove_all
from zhiwei.policy.proofs import CLAIMS

BUDGET = 60
SHOWN = 10


def main() -> None:
    """Print outcomes, total and slowest claims."""
    book = rulebook()
    tested = [c for c in CLAIMS if not c.large]
    findings = list(prove_all(book, CLAIMS, BUDGET))
    outcomes = Counter(f.outcome for f in findings)
    print(f"{len(findings)} claims: " + ", ".join(f"{n} {word}" for word, n in sorted(outcomes.items())))
    print(f"not as declared: {sum(not f.as_declared for f in findings)}")
    total = sum(f.seconds for f in findings)
    daily = sum(f.seconds for f in findings if f.claim in tested)
    print(f"all {int(total * 1000)} ms; those of ./dev test {int(daily * 1000)} ms ({len(tested)} claims)")
    for finding in sorted(findings, key=lambda f: -f.seconds)[:SHOWN]:
        print(f"{int(finding.seconds * 1000):>7} ms  {finding.outcome:<8} {finding.claim.id}")
    for finding in findings:
        for notch in finding.notches:
            print(f"  {finding.claim.id:<28} {notch.at:>12} -{notch.size:<10} to {notch.dominated_to}")


if __name__ == "__main__":
    main()
