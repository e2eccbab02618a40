"""An order's price step by step."""


def step(name, en, zh, *, amount=None, left=None, points=None, lines=()):
    return {
        "step": name,
        "subject": None,
        "en": en,
        "zh": zh,
        "amount_minor": amount,
        "left_minor": left,
        "points": points,
        "lines": [
            {"line": at, "sku": f"TEA-{at:02d}", "units": 1, "amount_minor": part}
            for at, part in enumerate(lines, start=1)
        ],
    }


def steps_of(revenue, cost):
    paid = revenue - cost
    return [
        step(
            "goods", "Goods at list.", "商品原价。", amount=revenue, left=revenue, lines=(revenue - 100, 100)
        ),
        step("offer", "Spend and save takes it.", "阶梯满减生效。", amount=-cost, left=paid, lines=(-cost,)),
        step("refused", "Tea week does not apply.", "茶叶周未生效。"),
        step("paid", "To pay.", "应付。", amount=paid, left=paid),
        step("earned", "Earned.", "获得积分。", points=120),
    ]
