"""Places of everything in the tables of :mod:`memory`, in numbers of 8 bytes."""

from __future__ import annotations

from zhiwei.engine.native.codes import CODE
from zhiwei.engine.status import Status

(KIND, FACT, FIRST, LAST, TABLE, SUPPORT, SALT, RANK, TAG, N, D, BEGIN, END, EQUAL, VAGUE,
 STAMP, HASH, MATTERS, UNDEFINED, ONLY, PLACE, MET, ASKED) = range(23)  # fmt: skip
NODE = 24
"""A node: its kind; its column; its edges from FIRST to before LAST; its table of edges by position; the mask bits it
rests on; the hash of its fact; its fact's place in the order; tag and number of a leaf; a program from BEGIN to END; of an
atom, whether it is ``== 0`` and not ``< 0``; whether a symbol is not told apart by samples. Then working memory: the row
it is described for, and the hash, missing facts, excluded completions and only leaf of what stands there for that row;
the next edge to look at; the search that has met it; the
row an atom was asked for. The hash and mask bits of an inner node for the row stand in N and D."""

CHILD, CUT, WEIGHT, SINGLE, LANDED = range(5)
EDGE = 5
"""An edge: its node; the first value of its part (float64); the weight of its part; whether that is one value; the node
where it leads for the row once known facts are followed."""

LOW, HIGH, SIZE, BIT, OPTIONAL, SCALE, SAMPLE, VALUES, STATES = 0, 1, 2, 3, 4, 5, 6, 9, 10
COLUMN = 11
"""A column of facts: its domain (float64 limits, or the size of a list), its mask bit, whether it is declared optional,
its denominator, three sample values, the addresses of its values (float64) and states (bytes) in the block of rows."""

OPERATION, ARGUMENT = range(2)
STEP = 2
"""A step of a program."""

(NOW, TROUBLE, MIXED, SEEN, SEARCH, MISSING, ABSENT, RESULT, EVERYWHERE, COLUMNS, COLUMNS_END, NUMBERS, MACHINE, STACK,
 SYMBOLS, MEMO, PAIRS, ROOTS, TAGS, TAGS_END, SCOPE, SCOPE_END, WINDOW, WINDOW_END, CRITERIA, CRITERIA_END, ORDER, STARTS,
 VERDICT, DECIDING, PAID, PAID_STATUS, LACKING, ATOMS, ATOMS_SEEN, CLASSES, PENDING, PENDING_SEEN) = range(38)  # fmt: skip
TASK = 38
"""A task. Of the row: its stamp, its trouble, kinds of symbols met, their number, the last search, masks of facts missing
and not applicable, the facts on which the last result rests. Whether any fact may be not applicable. Tables: columns,
numbers of programs, the stack machine, a stack of nodes, symbols met, remembered results, pairs of nodes. Of a measure:
roots, tags of components, lists of components, and its outcome for the row. Of atoms known in part: those met in the row;
what they are, as far as it was told; those that nobody has told yet."""

CONSTANT, SYMBOL, ORDERED, FINITE, MAYBE_ABSENT, MAYBE_GIVEN, ATOM, ALIKE, DOUBTFUL = range(9)
"""Kinds of nodes: two leaves; splits on an ordered and a finite fact, on the two pseudo-facts, on a condition over
symbols and on whether two symbols are alike; and what restricting does not settle."""
FALSE, TRUE, NUMBER, TEXT, POLYNOMIAL, OPEN, STATUS = 0, 1, 2, 3, 4, 5, 10
"""Tags of leaves; STATUS + code for a status. OPEN is no leaf: a result still missing."""
EXCLUDED = STATUS + CODE[Status.UNDEFINED]
NO_TROUBLE, UNSETTLED, NOWHERE_OPTIONAL = range(3)
"""Troubles: none; the row needs the traced engine; a fact is not applicable that is not declared optional."""
MANY, NONE = -1, -2
"""Instead of an only leaf: several leaves, or no admissible one."""
NOT_TOLD, OPAQUE, SOLVABLE = range(3)
"""What an atom known in part is: an unknown of its own, or a condition that the traced engine would solve."""
MOST_SYMBOLS = 64
CLASSES_KEPT = 1 << 12
MOST_PENDING = 1 << 8
REMEMBERED = 1 << 10
MOST_PAIRS = 1 << 13
"""Sizes of tables."""
