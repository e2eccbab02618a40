"""Percents and amounts off for lanes to choose among, and what became of each."""


def percent(offer_id, number, **fields):
    cap = {"cap": fields.pop("cap")} if "cap" in fields else {}
    of = {"of": fields.pop("of")} if "of" in fields else {}
    return {"id": offer_id, "benefit": {"kind": "percent", "percent": number} | cap | of} | fields


def amount(offer_id, number, **fields):
    return {"id": offer_id, "benefit": {"kind": "amount", "amount": number}} | fields


def told(quoted):
    return {one.offer_id: (one.amount_minor, one.reason) for one in quoted.decisions}
