"""证明: rules encoded for an SMT solver, properties proved or refuted with counterexamples. It knows no law.

The solver, z3, is optional: importing this package does not need it, asking for a proof does.
"""
