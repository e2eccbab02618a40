"""What every part of the report writes with: one language, one currency, and the names of things.

An offer's name stands in one language or none in a programme; where it is missing its id is shown, never a
blank.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from loyalty.reports.figures import Figures
from loyalty.reports.shape import DraftPart, OfferPart, ProgramPart
from loyalty.reports.words import Words

GUEST = "guest"  # the tier under which orders without a member are counted


@dataclass(frozen=True, slots=True)
class Pen:
    """Words and figures together."""

    words: Words
    figures: Figures

    def program(self, program: ProgramPart) -> str:
        """A programme's name in the report's language, else its key."""
        return self.words.either(program["name"], program["name_zh"]) or program["key"]

    def offer(self, offer: OfferPart) -> str:
        """An offer's name in the report's language, else its id."""
        return self.words.either(offer["name"], offer["name_zh"]) or offer["id"]

    def tier(self, tier: str | None) -> str:
        """A tier's id, or the word for having none or for being nobody known."""
        if tier is None:
            return self.words("no_tier")
        return self.words("guest") if tier == GUEST else tier

    def offers_by_id(self, draft: DraftPart) -> dict[str, str]:
        """Names of a draft's offers."""
        return {offer["id"]: self.offer(offer) for offer in draft["by_offer"]}


def all_months(present: Iterable[str]) -> tuple[str, ...]:
    """The months from the first to the last, those without any figure too."""
    numbers = [12 * int(month[:4]) + int(month[5:]) - 1 for month in present]
    if not numbers:
        return ()
    return tuple(
        f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(min(numbers), max(numbers) + 1)
    )
