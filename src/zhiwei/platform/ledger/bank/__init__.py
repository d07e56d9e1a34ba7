"""Files that go to the bank and come back from it; one layout for both, written down in docs/platform/ledger.md."""
