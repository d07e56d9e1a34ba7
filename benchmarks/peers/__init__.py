"""The reference rules written by hand for other engines, and what runs and times them beside Zhiwei.

Every peer computes the same outputs (:mod:`benchmarks.peers.outputs`) from the same columns
(:mod:`benchmarks.reference.rows`), and none is timed before it agrees with the traced engine to the fen.
"""
