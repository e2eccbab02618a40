"""Codes of a live shop: a batch is made and kept as keyed hashes only, and a code becomes a held coupon.

A refusal is an answer, not an error, so that the wrong try is counted when the host commits. All refusals
read alike, whether a code never existed, is used up, or stopped; only a typing error is told, because the
code's own check character shows it.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from loyalty.coupon_codes import CodeBatch, canonical_code, read_code, write_codes
from loyalty.coupon_codes.alphabets import CROCKFORD
from loyalty.coupon_codes.reading import TEXT_MAX
from loyalty.errors import BadReference, CouponRefused, MemberInactive, UnknownMember
from loyalty.handed_in import whole
from loyalty.live.coupons import hand_out
from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.rules.program import Program
from loyalty.store.audit import write_act
from loyalty.store.codes import (
    batch_of_code,
    count_wrong,
    coupons_claimed,
    turn_batch,
    use_code,
    write_batch,
    write_hashes,
    wrong_tries,
)
from loyalty.store.coupons import lock_accounts, void_cause
from loyalty.store.inputs import reference
from loyalty.store.once import identity
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.outbox import announce
from loyalty.store.switches import switch_of
from loyalty.when import to_us

USES_MAX: Final = 2**31 - 1
NAME_MAX: Final = 64
TRIES_MAX: Final = 10
"""Wrong tries of a member, or of a device, in an hour; past them the right code is refused too."""
HOUR_US: Final = 3_600_000_000
Refusal: TypeAlias = Literal["mistyped", "refused", "too_many_tries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedCode:
    """What became of a code: the coupon it is now, or why it is none."""

    coupon_id: str | None
    refusal: Refusal | None = None


@door
@dataclass(frozen=True, slots=True)
class Codes:
    """The door to codes: `shop.codes`; every verb raises SecretMissing without the deployment's secret."""

    desk: Desk

    def make(  # noqa: PLR0913 - the facts of one batch, all named
        self,
        session: Host,
        batch: str,
        *,
        offer_id: str,
        codes: CodeBatch,
        out: str | os.PathLike[str],
        uses_max: int = 1,
        claims_max: int | None = None,
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        actor: str,
    ) -> int:
        """Make a batch: the codes go to the CSV file `out`, their hashes to the database; how many.

        The file is there before the host commits: throw it away when the host rolls back. The same batch
        again makes nothing. Raises OutputUnwritable where the file exists, CouponRefused.
        """
        row = _row(batch, offer_id, codes.count, uses_max, claims_max, starts_at, ends_at)
        kind = {name: getattr(codes, name) for name in ("prefix", "length", "alphabet", "group")}

        def write(work: Work) -> None:
            hashed = ((code, self._hash(code)) for code in codes.codes())
            write_codes(codes, out, codes=write_hashes(work, batch, hashed, uses_max=uses_max))

        return self._made(session, row, kind, write, actor)

    def publish_word(  # noqa: PLR0913 - as above
        self,
        session: Host,
        batch: str,
        *,
        word: str,
        offer_id: str,
        uses_max: int,
        claims_max: int | None = 1,
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        actor: str,
    ) -> int:
        """Make one code that many may claim, such as SUMMER; a batch of its own."""
        row = _row(batch, offer_id, 1, uses_max, claims_max, starts_at, ends_at)
        key = self._hash(word)

        def write(work: Work) -> None:
            if not canonical_code(word) or batch_of_code(work, key) is not None:
                raise CouponRefused(what=batch, why="code_taken")
            _drain(write_hashes(work, batch, [(word, key)], uses_max=uses_max))

        return self._made(session, row, {"word": key}, write, actor)

    def claim(  # noqa: PLR0913 - the facts of one try, all named
        self,
        session: Host,
        text: str,
        *,
        member: str,
        key: str,
        device: str | None = None,
        at: datetime | None = None,
    ) -> ClaimedCode:
        """Turn a code, as it was typed, into a coupon of the member; raises UnknownMember, MemberInactive."""
        instant = self.desk.at(at)
        if not isinstance(text, str):
            raise BadReference(what="code", value=type(text).__name__, longest=TEXT_MAX)
        code_hash = self._hash(text)
        request = Request(
            verb="claim_code",
            named=(reference("claim", key),),
            content={"code": code_hash, "member": member, "device": device},
        )
        who = [identity("m", reference("member", member))]
        who += [] if device is None else [identity("d", reference("device", device))]

        def do(work: Work) -> ClaimedCode:
            first = claim(work, request)
            if first is not None:
                return ClaimedCode(**json.loads(first))
            account_id, state = lock_accounts(work, [member]).get(member, (0, None))
            if state is None:
                raise UnknownMember(member=member)
            if state != "active":
                raise MemberInactive(member=member, state=state)
            told = self._claimed(work, text, code_hash, member=member, who=who, at=instant)
            finish(work, account_id=account_id, program_hash=None, result=json.dumps(asdict(told)))
            return told

        return self.desk.once(session, request, instant, do)

    def stop(self, session: Host, batch: str, *, actor: str, reason: str, key: str) -> None:
        """No code of the batch can be claimed any more; coupons that were stay good."""
        self._turned(session, batch, "stopped", actor=actor, reason=reason, key=key)

    def void(self, session: Host, batch: str, *, actor: str, reason: str, key: str) -> int:
        """Stop a batch and make what was claimed void, on orders when it comes back; how many were open."""
        return self._turned(session, batch, "void", actor=actor, reason=reason, key=key)

    def _claimed(  # noqa: PLR0913 - the facts of one try
        self, work: Work, text: str, code_hash: str, *, member: str, who: list[str], at: datetime
    ) -> ClaimedCode:
        window = work.recorded_us // HOUR_US
        if wrong_tries(work, who, window) >= TRIES_MAX:
            return ClaimedCode(coupon_id=None, refusal="too_many_tries")
        program = self.desk.plans.live(work.connection, at).program
        batch = batch_of_code(work, code_hash)
        if batch is not None and _open(work, program, batch, member) and use_code(work, code_hash):
            cause = _cause(batch.batch)
            (coupon,) = hand_out(work, program, batch.offer_id, members=[member], cause=cause, at=at)
            announce(work, "code.claimed", {"batch": batch.batch, "coupon": coupon, "member": member})
            return ClaimedCode(coupon_id=coupon)
        count_wrong(work, who, window)
        mistyped = batch is None and read_code(text).mistyped
        return ClaimedCode(coupon_id=None, refusal="mistyped" if mistyped else "refused")

    def _made(
        self,
        session: Host,
        row: dict[str, Any],
        kind: dict[str, Any],
        write: Callable[[Work], None],
        actor: str,
    ) -> int:
        request = Request(
            verb="code_batch",
            named=(row["batch"],),
            content=row | kind,
            actor=actor,
            added=frozenset(kind) - {"word"},
        )
        at = self.desk.at(None)

        def do(work: Work) -> int:
            first = claim(work, request)
            if first is not None:
                return int(first)
            program = self.desk.plans.live(work.connection, at).program
            if row["offer_id"] not in {one.id for one in program.offers if one.coupon is not None}:
                raise CouponRefused(what=row["offer_id"], why="no_coupon")
            write_batch(work, row | {"created_us": work.recorded_us})
            write(work)
            write_act(work, actor, "code_batch", subject=row["batch"], details=row)
            finish(work, account_id=None, program_hash=program.hash, result=str(row["codes"]))
            return int(row["codes"])

        return self.desk.once(session, request, at, do)

    def _turned(  # noqa: PLR0913 - an act with who, why and its key
        self, session: Host, batch: str, state: str, *, actor: str, reason: str, key: str
    ) -> int:
        content = {"batch": reference("batch", batch), "reason": reason}
        request = Request(
            verb=f"batch_{state}", named=(reference("key", key),), content=content, actor=actor, reason=reason
        )

        def do(work: Work) -> int:
            first = claim(work, request)
            if first is not None:
                return int(first)
            if not turn_batch(work, batch, state):
                raise CouponRefused(what=batch, why="unknown_batch")
            gone = void_cause(work, _cause(batch)) if state == "void" else 0
            write_act(work, actor, request.verb, subject=batch, details={"reason": reason, "coupons": gone})
            finish(work, account_id=None, program_hash=None, result=str(gone))
            return gone

        return self.desk.once(session, request, self.desk.at(None), do)

    def _hash(self, text: str) -> str:
        """The keyed hash of a code in its one form; look-alikes are one. Overlong texts are no code."""
        secret = self.desk.secret_kept()
        folded = CROCKFORD.folded(canonical_code(text)) if len(text) <= TEXT_MAX else ""
        told = f"{self.desk.program_key}\0{folded}".encode("utf-8", "surrogatepass")
        return hmac.digest(secret, told, "sha256").hex()


def _row(  # noqa: PLR0913, PLR0917 - the columns of one row, in their order
    batch: str,
    offer_id: str,
    count: int,
    uses_max: int,
    claims_max: int | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> dict[str, Any]:
    if (
        not whole("uses_max", uses_max, low=-USES_MAX, high=USES_MAX) >= 1
        or (claims_max is not None and whole("claims_max", claims_max, low=-USES_MAX, high=USES_MAX) < 1)
        or len(reference("batch", batch)) > NAME_MAX
    ):
        raise CouponRefused(what=batch, why="bounds")
    starts_us, ends_us = (None if one is None else to_us(one) for one in (starts_at, ends_at))
    if ends_us is not None and ends_us <= (starts_us or 0):
        raise CouponRefused(what=batch, why="window")
    return {
        "batch": batch,
        "offer_id": offer_id,
        "codes": count,
        "uses_max": uses_max,
        "claims_max": claims_max,
        "starts_us": starts_us,
        "ends_us": ends_us,
    }


def _open(work: Work, program: Program, batch: Any, member: str) -> bool:  # noqa: ANN401 - a row
    """The batch gives coupons now, and to this member."""
    if batch.state != "live" or (batch.starts_us or 0) > work.at_us:
        return False
    if batch.ends_us is not None and batch.ends_us <= work.at_us:
        return False
    if not any(one.id == batch.offer_id and one.coupon is not None for one in program.offers):
        return False
    if switch_of(work, batch.offer_id) != "live":
        return False
    if batch.claims_max is None:
        return True
    account_id, _ = lock_accounts(work, [member])[member]
    return coupons_claimed(work, account_id, _cause(batch.batch)) < int(batch.claims_max)


def _cause(batch: str) -> str:
    return f"code:{batch}"


def _drain(codes: Iterable[str]) -> None:
    for _ in codes:
        pass
