from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from loyalty.simulate.orders.deciding import ask


class Source:
    """Three batches of two columns, which counts what it was asked for."""

    path = Path("orders.csv")

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.handed = 0

    def batches(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        self.asked.append(tuple(columns))
        for number in range(3):
            self.handed += 1
            yield pl.DataFrame({"a": [number], "b": [number]}).select(columns)


class Until:
    """A question that is settled once it has seen a number."""

    def __init__(self, column: str, last: int) -> None:
        self.columns = (column,)
        self.settled = last < 0
        self.seen: list[int] = []
        self._last = last

    def see(self, frame: pl.DataFrame) -> None:
        self.seen += frame[self.columns[0]].to_list()
        self.settled = self._last in self.seen


def test_reading_stops_when_every_question_is_settled():
    source, first, second = Source(), Until("a", 0), Until("b", 1)
    ask(source, [first, second])
    assert (source.asked, source.handed) == ([("a", "b")], 2)
    assert (first.seen, second.seen) == ([0], [0, 1])


def test_a_question_that_is_never_settled_sees_the_whole_file():
    source, question = Source(), Until("a", 9)
    ask(source, [question])
    assert question.seen == [0, 1, 2]


def test_nothing_is_read_where_nothing_is_asked():
    source = Source()
    ask(source, [Until("a", -1)])
    assert source.asked == []
