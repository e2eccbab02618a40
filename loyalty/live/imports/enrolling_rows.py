"""Rows of the members file: who comes, in which state, known by what, and what they did before."""

from __future__ import annotations

import re
from typing import Final

from loyalty.facts.member import Member
from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming, Enrolling, Setting
from loyalty.live.imports.files import PREFIXES
from loyalty.store.members import identity_hash
from loyalty.when import utc_of

GONE: Final = ("merged", "erased")
STATES: Final = ("active", "blocked", "closed")
CARD: Final = "card"
"""The kind of identity that a card number is."""
KIND_MAX: Final = 32
YEAR_MAX: Final = 2100
_ATTRIBUTE, _IDENTITY = PREFIXES
_HASHED: Final = re.compile(r"(.+):([0-9a-f]{64})\Z", re.DOTALL)


def read_member(cells: Cells, coming: Coming, setting: Setting) -> None:
    """One row; a second one is refused."""
    if "members" in coming.content:
        cells.wrong("member", "duplicate_row")
        return
    at_us = setting.at_us
    joined = cells.instant("joined", needed=True)
    cells.before("joined", joined, at_us)
    consent, last_order = cells.instant("consent"), cells.instant("last_order")
    cells.before("consent", consent, at_us)
    cells.before("last_order", last_order, at_us)
    status = cells.text("status") or "active"
    if status not in STATES:
        cells.wrong("status", "bad_status")
    orders = cells.number("orders") or 0
    active_until = cells.instant("active_until", ends=True)
    debt = cells.number("debt", decimals=setting.decimals) or 0
    birthday, before = cells.birthday("birthday"), cells.birthday("birthday_before")
    from_year = cells.number("birthday_from_year") or 0
    if from_year > YEAR_MAX:
        cells.wrong("birthday_from_year", "out_of_range")
    attributes = _attributes(cells)
    identities = _identities(cells, setting)
    coming.content["members"] = [
        [joined, status, birthday, before, from_year, consent, sorted(attributes.items()), identities],
        [orders, last_order, active_until, debt],
    ]
    coming.told.update(members=1, debt=debt)
    if joined is None or joined > at_us:
        return
    coming.enrolling = Enrolling(
        who=Member(
            id=coming.ref,
            joined_at=utc_of(joined),
            birthday=birthday,
            attributes=attributes,
            birthday_before=before,
            birthday_from_year=from_year,
        ),
        state=status,
        consent_us=consent,
        identities=identities,
        debt=debt,
        orders=max(orders, int(last_order is not None)),
        last_order=last_order,
        active_until=active_until,
    )


def _attributes(cells: Cells) -> dict[str, str | None]:
    told = cells.texts("attributes")
    for column in cells.row.cells:
        if column.startswith(_ATTRIBUTE):
            name, value = column.removeprefix(_ATTRIBUTE), cells.text(column)
            if not name or "\0" in value:
                cells.wrong(column, "bad_attributes")
            elif value:
                told[name] = value
    return told


def _identities(cells: Cells, setting: Setting) -> tuple[tuple[str, str], ...]:
    """Kinds and hashes, each once."""
    plain = [(CARD, one.strip(), "card_numbers") for one in cells.text("card_numbers").split(";")]
    plain += [
        (column.removeprefix(_IDENTITY), cells.text(column), column)
        for column in cells.row.cells
        if column.startswith(_IDENTITY)
    ]
    hashes: list[tuple[str, str]] = []
    for kind, value, column in plain:
        if not value:
            continue
        if not setting.secret:
            cells.wrong(column, "without_secret")
        if _is_kind(kind):
            hashes.append((kind, identity_hash(setting.secret, setting.program_key, kind, value)))
        else:
            cells.wrong(column, "bad_identity")
    for one in filter(None, cells.text("identity_hashes").split(";")):
        match = _HASHED.match(one.strip())
        if match is not None and _is_kind(match[1]):
            hashes.append((match[1], match[2]))
        else:
            cells.wrong("identity_hashes", "bad_identity")
    return tuple(sorted(set(hashes)))


def _is_kind(kind: str) -> bool:
    return 0 < len(kind) <= KIND_MAX and kind.isprintable()
