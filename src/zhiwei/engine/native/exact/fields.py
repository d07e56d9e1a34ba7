"""Places of everything in the tables of :mod:`memory`, in numbers of 8 bytes."""

from __future__ import annotations

from zhiwei.engine.native.codes import CODE
from zhiwei.engine.status import Status

(KIND, FACT, FIRST, LAST, TABLE, SUPPORT, SALT, RANK, TAG, N, D, BEGIN, END, EQUAL, VAGUE,
 STAMP, HASH, MATTERS, UNDEFINED, ONLY, PLACE, MET, ASKED, SAYS, LINES) = range(25)  # fmt: skip
NODE = 25
"""A node: its kind; its column; its edges from FIRST to before LAST; its table of edges by position; the mask bits it
rests on; the hash of its fact; its fact's place in the order; tag and number of a leaf; a program from BEGIN to END; of an
atom, whether it is ``== 0`` and not ``< 0``; whether a symbol is not told apart by samples. Then working memory: the row
it is described for, and the hash, missing facts, excluded completions and only leaf of what stands there for that row;
the next edge to look at; the search that has met it; the
row an atom was asked for or a polynomial compared in; what leaves there say. The hash and mask bits of an inner node for the row stand in N and D.
Last, the mask bits of the facts in which a symbol is a straight line."""

CHILD, CUT, WEIGHT, SINGLE, LANDED = range(5)
EDGE = 5
"""An edge: its node; the first value of its part (float64); the weight of its part; whether that is one value; the node
where it leads for the row once known facts are followed."""

LOW, HIGH, SIZE, BIT, OPTIONAL, SCALE, SAMPLE = range(7)
VALUES, REAL, WIDTH, FINAL, SHIFT, BITS, STATES, STRIDE = range(9, 17)
CLASS, CLASS_COUNT = 17, 18
GROUP, GROUP_BIT = 19, 20
COLUMN = 21
"""A column of facts: its domain (float64 limits, or the size of a list), its mask bit, whether it is declared optional,
its denominator, three sample values. Where its values lie; 0 or the width of floating numbers; the bytes from one to the
next; where the last 8 bytes begin; by how much a number is shifted up and down to be cut out, and which of its bits then are
kept. Where its states (bytes) lie, and whether each row has its own (else 0). Of a list: the table of classes by position,
and their number; positions of one class are told apart by no node. Its mask bit as one of a byte: which byte of a mask, and
the bit in it."""

(PLAIN, OF, LEAST, MOST, CUTS, CLASS_OF, LAST_CLASS) = (0, 1, 2, 3, 4, 8, 9)
PLAIN_CUTS, TEST = 4, 10
"""A node as a test, by the number of the node: whether it is one of an ordered fact with at most :data:`PLAIN_CUTS` cuts or
of a list; its column; limits of the domain; the cuts (float64), beyond every value where there are fewer; the table of
classes, of an ordered fact one 0, and its last place."""

OPERATION, ARGUMENT = range(2)
STEP = 2
"""A step of a program."""

(NOW, TROUBLE, MIXED, SEEN, SEARCH, MISSING, ABSENT, RESULT, SAID, COLUMNS, COLUMNS_END, NUMBERS, MACHINE,
 STACK, SYMBOLS, MEMO, PAIRS, ROOTS, TAGS, TAGS_END, SCOPE, SCOPE_END, WINDOW, WINDOW_END, CRITERIA, CRITERIA_END, ORDER,
 STARTS, ATOMS, ATOMS_SEEN, CLASSES, PENDING, PENDING_SEEN) = range(33)  # fmt: skip
"""A task. Of the row: its stamp, its trouble, kinds of symbols met, their number, the last search, masks of facts missing
and not applicable, the facts on which the last result rests and what its leaves say. Tables: columns, numbers of programs, the stack machine, a stack of nodes, symbols met, remembered results,
pairs of nodes. Of a measure: roots, tags of components, lists of components. Of atoms known in part: those met in the row;
what they are, as far as it was told; those that nobody has told yet."""
(WORD, DECIDING, PAID_STATUS, LACKING, PAID, PAID_UNDER, PAID_BY) = range(33, 40)
ANSWER, RECORD = 7, 8
"""The answer for the row: word of the verdict, deciding part, status and number of the amount or value, missing facts, its
denominator, and the node that gives the number (0: the same for all rows). A record of what was learned says behind it whether
it is one."""
(NODES, TREE, TREE_USED, TREE_ROOM, TREE_FULL, TREE_SHUT, ANSWERS, PATTERNS, NO_PATTERN, NOTES, NOTES_END, NOTED,
 FACTS, COMPARED, CONSTANTS, CONSTANTS_END) = range(40, 56)  # fmt: skip
"""Of what was learned: the nodes; the tree (numbers of 4 bytes) with how many are used and there, whether it was too small,
and whether nothing more is to be learned; the answers, each once; the table of what rows lack (facts
missing, facts not applicable, place in the tree) and an entry of it that stays empty; tests noted in the row; what the
tests so far say of each fact; numbers compared; leaves that are numbers."""
(OF_VARIABLE, VERDICTS, MARKS, MARK_BITS, MARK, ROWS, LEFT, LEFT_SEEN, TO_VERDICT, TO_DECIDING, TO_AMOUNT, TO_DENOMINATOR,
 TO_STATUS, TO_MISSING, NEVER_ABSENT, PLACES, UNDER_WAY, TESTS,
 RUN_AT, RUN_TO, REDUCE_AT, LACKS, GROUPS) = range(56, 79)  # fmt: skip
TASK = 79
"""Of a run over rows: whether a variable is answered and no measure; the verdict of each word; the bytes that mark rows
left open, which of their bits do, and how; the rows marked; the rows left over; the columns to be filled (0: not wanted);
the facts that may not be not applicable; of some rows at a time, their places in the tree, and those still under way; the nodes as tests. Addresses of compiled
units, and what one leaves. Of a block of rows, the masks of facts missing and not applicable, byte by byte, and of how many
bytes a mask is."""
LEFT_OVER = 3
"""A row left over: its number, its place, why."""
MOST_ROWS = 1 << 13
"""Rows answered at once."""
LACKS_TOGETHER = 1 << 10
"""Rows of which it is worked out at once what they lack."""
MANY_OPEN = 48
"""Rows among those from which on that takes less time than to ask for one at a time."""
KNOWN_SO_FAR = 3
"""Of a fact on a path: the row, and between which numbers it lies."""

CONSTANT, SYMBOL, ORDERED, FINITE, MAYBE_ABSENT, MAYBE_GIVEN, ATOM, ALIKE, DOUBTFUL = range(9)
"""Kinds of nodes: two leaves; splits on an ordered and a finite fact, on the two pseudo-facts, on a condition over
symbols and on whether two symbols are alike; and what restricting does not settle."""
FALSE, TRUE, NUMBER, TEXT, POLYNOMIAL, OPEN, STATUS = 0, 1, 2, 3, 4, 5, 10
"""Tags of leaves; STATUS + code for a status. OPEN is no leaf: a result still missing."""
EXCLUDED = STATUS + CODE[Status.UNDEFINED]
NO_TROUBLE, UNSETTLED, NOWHERE_OPTIONAL = range(3)
"""Troubles: none; the row needs the traced engine; a fact is not applicable that is not declared optional."""
YES, OTHER, LEFT_OUT = 1, 2, 4
"""What leaves of a judged measure say, as bits: the verdict is in favour, it is another one, the completion is excluded."""
MANY, NONE = -1, -2
"""Instead of an only leaf: several leaves, or no admissible one."""
NOT_TOLD, OPAQUE, SOLVABLE = range(3)
"""What an atom known in part is: an unknown of its own, or a condition that the traced engine would solve."""
PARTLY, VAGUELY, ATOM_PARTLY, ATOM_VAGUELY, OWN = 1, 2, 4, 8, 16
PARTICULAR = PARTLY | ATOM_PARTLY | OWN
"""Kinds of symbols met in a row: partly known ones; missing ones that samples do not tell apart; conditions over such; what
rests on the row's own numbers otherwise. With :data:`PARTICULAR` ones the row's answer is no other row's."""
INFINITE = 2.0**70
"""Beyond every column value."""
MOST_SYMBOLS = 64
MOST_NOTES = 256
MOST_COMPARED = 6
PATTERN_BITS = 12
ANSWER_BITS = 12
TOGETHER = 32
PROBES = 16
CLASSES_KEPT = 1 << 12
MOST_PENDING = 1 << 8
REMEMBERED = 1 << 10
MOST_PAIRS = 1 << 13
"""Sizes of tables."""
