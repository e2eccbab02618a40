"""What is handed in, looked at where it comes in, by the types that are declared.

Python looks at no types: what is of another kind than was meant would be found out in the middle of a
computation, in words of Python, or not at all. So a verb that is `looking` looks at its arguments by its own
annotations before it does anything, and a record looks at its fields when it is made (`look_into`).
"""

from loyalty.handed_in.looks import LASTS_MAX, Own, anything, is_path, lasts, look_at, look_into, of, whole
from loyalty.handed_in.place import Look, Place, another, shown, unlike
from loyalty.handed_in.records import changed, known, looks_into
from loyalty.handed_in.verbs import looking

__all__ = [
    "LASTS_MAX",
    "Look",
    "Own",
    "Place",
    "another",
    "anything",
    "changed",
    "is_path",
    "known",
    "lasts",
    "look_at",
    "look_into",
    "looking",
    "looks_into",
    "of",
    "shown",
    "unlike",
    "whole",
]
