"""The money of a case in the ledger: which fund pays, how levels share it, what is promised, paid, freed, taken back."""
