"""How a member's figures, instants and names are written for one reader, in the programme's own terms."""

from datetime import datetime, timedelta

from loyalty.admin.words import Words
from loyalty.reports.figures import MINUS, Figures, count
from loyalty.rules.program import Program


class Pen:
    """How figures, instants and names of one programme are written for one reader."""

    def __init__(self, program: Program, words: Words) -> None:
        """Of a programme, for a reader of a language."""
        self.words = words
        self.money = Figures(program.unit, words.language).money
        self.zone = program.zone
        self.places = 0 if program.points is None else program.points.decimals
        self._names = {one.id: self.either(one) for one in program.offers}

    def either(self, named: object) -> str:
        """A rule's name in the reader's language, else its id."""
        name, name_zh = getattr(named, "name", None), getattr(named, "name_zh", None)
        chosen = name_zh or name if self.words.language == "zh" else name
        return str(chosen or getattr(named, "id", ""))

    def offer(self, offer_id: str) -> str:
        """An offer's name; of one that is no longer in the programme its id."""
        return self._names.get(offer_id, offer_id)

    def points(self, smallest: int) -> str:
        """Points from the wallet's smallest unit."""
        if not self.places:
            return count(smallest)
        whole, rest = divmod(abs(smallest), 10**self.places)
        sign = MINUS if smallest < 0 else ""
        return f"{sign}{count(whole)}.{rest:0{self.places}}"

    def time(self, at: datetime) -> str:
        """An instant on the programme's clocks."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def last_day(self, end: datetime) -> str:
        """The last day before an end; where it ends within a day, the time."""
        local = end.astimezone(self.zone)
        if (local.hour, local.minute) == (0, 0):
            return f"{(local - timedelta(seconds=1)):%Y-%m-%d}"
        return self.time(end)
