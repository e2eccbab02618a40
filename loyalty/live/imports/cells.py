"""Cells of one row as the values they mean; what they cannot mean is found, and none of it raises."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from loyalty.errors import TimeError
from loyalty.facts.member import FOREVER
from loyalty.live.imports.staging import Found, Row
from loyalty.store.tables.columns import KEY_LENGTH
from loyalty.when import add_days, civil, to_us

NUMBER_MAX: Final = 2**40
VALUE_SHOWN: Final = 60
DAYS_KEPT: Final = 20_000
NEVER_ENDS: Final = "forever"
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?\Z")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_BIRTHDAY: Final = re.compile(r"(?:[0-9]{4}-)?([0-9]{2})-([0-9]{2})\Z")
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Cells:
    """One row; `found` collects what is wrong with it."""

    def __init__(self, row: Row, zone: ZoneInfo, found: list[Found]) -> None:
        """Nothing is wrong yet."""
        self.row = row
        self._zone = zone
        self._found = found

    def wrong(self, column: str, code: str) -> None:
        """Something about the row."""
        shown = self.row.cells.get(column, "")[:VALUE_SHOWN].encode("utf-8", "replace").decode()
        self._found.append(Found(self.row.file, self.row.number, column, code, shown))

    def text(self, column: str) -> str:
        """What stands there, without the space around it; nothing where there is no such column."""
        return self.row.cells.get(column, "").strip()

    def reference(self, column: str, *, longest: int = KEY_LENGTH) -> str:
        """A reference, sign for sign; empty when it is missing or cannot be one."""
        value = self.row.cells.get(column, "")
        if not value:
            self.wrong(column, "missing")
        elif len(value) > longest or not value.isprintable():
            self.wrong(column, "bad_reference")
        else:
            return value
        return ""

    def instant(self, column: str, *, needed: bool = False, ends: bool = False) -> int | None:
        """An instant (µs); a day is its first moment, and of an end (`ends`) the first after it.

        An end may be `forever`.
        """
        text = self.text(column)
        if not text:
            if needed:
                self.wrong(column, "missing")
            return None
        if ends and text == NEVER_ENDS:
            return FOREVER
        found = _instant(text, self._zone, ends=ends)
        if found is None:
            self.wrong(column, "bad_time")
        return found

    def number(self, column: str, *, decimals: int = 0, low: int = 0, needed: bool = False) -> int | None:
        """A number in units of so many decimals, exactly; at least `low` of them."""
        text = self.text(column)
        if not text:
            if needed:
                self.wrong(column, "missing")
            return None
        if not _NUMBER.match(text):
            self.wrong(column, "bad_number")
            return None
        value = Decimal(text).scaleb(decimals)
        if value != int(value):
            self.wrong(column, "bad_number")
            return None
        if not low <= value <= NUMBER_MAX:
            self.wrong(column, "out_of_range")
            return None
        return int(value)

    def birthday(self, column: str) -> tuple[int, int] | None:
        """Month and day."""
        text = self.text(column)
        match = _BIRTHDAY.match(text)
        if match is not None:
            month, day = int(match[1]), int(match[2])
            if 1 <= month <= len(_DAYS) and 1 <= day <= _DAYS[month - 1]:
                return month, day
        if text:
            self.wrong(column, "bad_birthday")
        return None

    def texts(self, column: str) -> dict[str, str | None]:
        """A JSON object of texts."""
        text = self.text(column)
        if not text:
            return {}
        try:
            told = json.loads(text)
            json.dumps(told, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not all(
            one is None or isinstance(one, str) for one in told.values()
        ):
            self.wrong(column, "bad_attributes")
            return {}
        return told

    def before(self, column: str, instant: int | None, at_us: int) -> None:
        """What happened lies behind the import."""
        if instant is not None and instant > at_us:
            self.wrong(column, "times_out_of_order")


@lru_cache(maxsize=DAYS_KEPT)
def _instant(text: str, zone: ZoneInfo, *, ends: bool) -> int | None:
    """What a cell says, in microseconds; the same days come again with every row."""
    try:
        moment = civil(text, zone)
        return to_us(add_days(moment, 1, zone) if ends and _DAY.match(text) else moment)
    except (TimeError, OverflowError):
        return None
