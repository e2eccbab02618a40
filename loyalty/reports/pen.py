"""What every part of the report writes with: one language, one currency, and the names of things.

An offer's name stands in one language or none in a programme; where it is missing its id is shown, never a
blank.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from loyalty.reports.figures import PPM, Figures, count, instant
from loyalty.reports.shape import DraftPart, ExhaustionPart, OfferPart, ProgramPart
from loyalty.reports.tables import Cell
from loyalty.reports.values import Instant, Money, Month, Share, Whole
from loyalty.reports.words import Words

GUEST = "guest"  # the tier under which orders without a member are counted


@dataclass(frozen=True, slots=True)
class Pen:
    """Words and figures together."""

    words: Words
    figures: Figures
    tiers: Mapping[str, str] = field(default_factory=dict)
    tracks: Mapping[str, str] = field(default_factory=dict)
    """Names of levels and of tracks by id, in the report's language."""

    def of(self, draft: DraftPart) -> "Pen":
        """The pen that knows the names of a draft's tiers."""
        names = draft["tier_names"]
        ids = Counter(one["tier"] for one in names)  # an id on two tracks names neither
        tiers = {
            one["tier"]: self.words.either(one["name"], one["name_zh"])
            for one in names
            if ids[one["tier"]] == 1
        }
        tracks = {one["track"]: self.words.either(one["track_name"], one["track_name_zh"]) for one in names}
        return replace(self, tiers=tiers, tracks=tracks)

    def money(self, minor: int) -> Cell:
        """An amount."""
        return Cell(self.figures.money(minor), value=Money(minor))

    def change(self, minor: int) -> Cell:
        """An amount by which something differs, its sign always written."""
        return Cell(self.figures.money_change(minor), value=Money(minor))

    def changed(self, now: int, before: int) -> str:
        """`+¥120.00 (+3.2%)` in words; without a share where there was nothing before."""
        change = self.figures.money_change(now - before)
        return f"{change} ({self.figures.share_change(now, before)})" if before else change

    def share(self, part: int, whole: int) -> Cell:
        """A part of a whole in percent."""
        return Cell(self.figures.share(part, whole), value=Share(part, whole))

    def ppm(self, parts: int) -> Cell:
        """Parts per million, in percent."""
        return self.share(parts, PPM)

    def month(self, month: str) -> Cell:
        """A month."""
        return Cell(self.figures.month(month), value=Month(month))

    def program(self, program: ProgramPart) -> str:
        """A programme's name in the report's language, else its key."""
        return self.words.either(program["name"], program["name_zh"]) or program["key"]

    def offer(self, offer: OfferPart) -> str:
        """An offer's name in the report's language, else its id."""
        return self.words.either(offer["name"], offer["name_zh"]) or offer["id"]

    def tier(self, tier: str | None) -> str:
        """A tier's name, else its id, or the word for having none or for being nobody known."""
        if tier is None:
            return self.words("no_tier")
        return self.words("guest") if tier == GUEST else self.tiers.get(tier, tier)

    def limit(self, entry: ExhaustionPart, offers: Mapping[str, str]) -> str:
        """`budget launch`, or `Ten off · limit 1` where it belongs to one offer."""
        own = f"{self.words.named('exhaustion', entry['kind'])} {offers.get(entry['id'], entry['id'])}"
        offer = entry["offer"]
        return own if offer is None else f"{offers.get(offer, offer)} · {own}"

    def track(self, track: str) -> str:
        """A track's name, else its id."""
        return self.tracks.get(track, track)

    def offers_by_id(self, draft: DraftPart) -> dict[str, str]:
        """Names of a draft's offers."""
        return {offer["id"]: self.offer(offer) for offer in draft["by_offer"]}


def whole(number: int) -> Cell:
    """A count."""
    return Cell(count(number), value=Whole(number))


def at(text: str) -> Cell:
    """An instant."""
    return Cell(instant(text), value=Instant(text))


def all_months(present: Iterable[str]) -> tuple[str, ...]:
    """The months from the first to the last, those without any figure too."""
    numbers = [12 * int(month[:4]) + int(month[5:]) - 1 for month in present]
    if not numbers:
        return ()
    return tuple(
        f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(min(numbers), max(numbers) + 1)
    )
