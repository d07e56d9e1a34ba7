"""The reference rulebook that every benchmark measures: the enterprise rules of the first milestone, frozen.

``rulebook.json.gz`` is the stored canonical rulebook, ``reference.json`` its hash, the day, the filed decisions and the
lists of measures and variables. :mod:`benchmarks.reference.book` loads it, :mod:`benchmarks.reference.rows` makes firms.
"""
