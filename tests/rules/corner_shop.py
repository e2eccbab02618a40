"""A small programme as its owner writes it."""

TEXT = """\
key: corner-shop
name_zh: 街角小店
currency: CNY
time_zone: Asia/Shanghai
offers:
  - id: first10
    name_zh: 首单立减
    when: {kind: first_order}
    benefit:
      kind: percent
      percent: 10
      cap: 20.00
"""
