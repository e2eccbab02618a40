"""Offers an order comes near to: what they give, and from which sum or number of units."""


def offer(name, benefit, *when, **fields):
    return {"id": name, "benefit": benefit, "when": list(when)} | fields


def off(amount):
    return {"kind": "amount", "amount": amount}


def spend(minimum, **fields):
    return {"kind": "subtotal", "minimum": minimum} | fields


def units(minimum, **fields):
    return {"kind": "quantity", "minimum": minimum} | fields


def steps(*pairs, measure="subtotal", **fields):
    listed = [{"from": start, "amount": amount} for start, amount in pairs]
    return {"kind": "steps", "measure": measure, "steps": listed} | fields


NOON = "2026-05-04 12:00"
