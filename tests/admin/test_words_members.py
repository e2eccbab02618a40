"""Every word that an entry, a coupon, an order or a member can need is there."""

from loyalty.admin.words_members import MEMBERS
from loyalty.facts.ledger import EntryKind


def test_every_kind_of_entry_and_every_state_has_its_words():
    needed = {f"entry.{kind.name.lower()}" for kind in EntryKind}
    needed |= {f"coupon.{state}" for state in ("open", "locked", "used", "void", "ended")}
    needed |= {f"order.{state}" for state in ("placed", "returned", "cancelled")}
    needed |= {f"member.state.{state}" for state in ("active", "blocked", "closed", "merged", "erased")}
    needed |= {f"level.{source}" for source in ("computed", "bought", "granted")}
    assert needed <= MEMBERS.keys()
