"""What a type tells is looked at once; what it does not tell, each time."""

from loyalty.handed_in.place import Place
from loyalty.handed_in.together import ALIKE_MAX, first_seen


def test_only_what_types_do_not_tell_is_looked_at_again():
    seen = []
    places = {"a": Place("a", seen.append, by_kind=True), "b": Place("b", seen.append)}
    good = {}
    first_seen(good, (int, int, int), places, [("a", 1), ("", 2), ("b", 3)])
    assert (seen, good) == ([1, 3], {(int, int, int): ((2, places["b"]),)})


def test_so_many_combinations_are_remembered():
    good = {(number,): () for number in range(ALIKE_MAX)}
    first_seen(good, (str,), {}, [])
    assert (str,) not in good
