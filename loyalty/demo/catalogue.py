"""What the sample shop sells: invented goods of invented brands, in a tree of categories.

The list is text, so that whoever wants another shop edits a table and no code. Popularity inside a category
falls with the place in the list, as it does on a shelf.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from loyalty.money import currency, to_minor

SHELVES = """
food/tea     | Nine Hills     | Jasmine tea 100 g 28.00; Green tea 100 g 32.00; Black tea 100 g 30.00
food/tea     | Nine Hills     | White tea 50 g 58.00
food/tea     | Old Mill       | Breakfast tea, 50 bags 22.50; Mint tea, 20 bags 15.80; Oolong tin 88.00
food/snacks  | Little Lantern | Sesame crackers 9.90; Salted peanuts 12.50; Dried mango 18.80
food/snacks  | Little Lantern | Rice cakes 7.50
food/snacks  | Old Mill       | Oat biscuits 14.20; Fig rolls 11.90; Honey walnuts 26.00
food/snacks  | Old Mill       | Seaweed crisps 8.80
food/pantry  | Old Mill       | Plain flour 1 kg 8.60; Rice 5 kg 42.00; Soy sauce 500 ml 13.50
food/pantry  | Old Mill       | Noodles 1 kg 16.90
food/pantry  | Harbour & Sons | Olive oil 500 ml 59.00; Sardines, tin 12.80; Sea salt 250 g 9.20
food/pantry  | Harbour & Sons | Sunflower oil 2 l 36.00
food/fresh   | Green Gate     | Eggs, 10 14.90; Whole milk 1 l 13.80; Yoghurt, 4 cups 17.50
food/fresh   | Green Gate     | Apples 1 kg 15.60; Tofu 5.50
food/ice     | Green Gate     | Red bean ice 4.50; Mango sorbet 12.00; Milk ice, 6 bars 24.00
food/drinks  | Blue Heron     | Sparkling water, 6 21.00; Plum juice 1 l 16.80; Ginger ale, 4 19.90
food/drinks  | Blue Heron     | Soda, 12 35.00
home/kitchen | Plain Goods    | Chopping board 45.00; Kettle 129.00; Tea strainer 19.00
home/kitchen | Plain Goods    | Glass jars, 3 39.00; Wok 28 cm 168.00
home/clean   | Plain Goods    | Dish soap 1 l 12.90; Washing powder 2 kg 29.90; Sponges, 6 9.90
home/clean   | Plain Goods    | Bin bags, 50 13.90
home/paper   | Little Lantern | Tissues, 10 packs 23.90; Kitchen rolls, 4 18.50; Notebook A5 12.00
care/body    | Blue Heron     | Hand cream 24.00; Soap bar 8.90; Shower gel 500 ml 32.00
care/body    | Blue Heron     | Sun lotion 50 ml 78.00
care/hair    | Blue Heron     | Shampoo 400 ml 39.90; Conditioner 400 ml 42.90; Wooden comb 26.00
gifts/boxes  | Nine Hills     | Tea gift box 198.00; Mooncake box 168.00; New year hamper 299.00
gifts/boxes  | Nine Hills     | Biscuit tin 88.00
gifts/cards  | Corner Shop    | Gift card 100 100.00; Gift card 200 200.00; Gift card 500 500.00
"""

FREE = ("GIFT-01", "gifts/extras", "Corner Shop", "Cotton bag", "0.00")
"""What the shop puts into some parcels for nothing."""

# How much each category sells, and in which months more (of 100, January first).
DEMAND = {
    "food/tea": (10, (110, 110, 100, 105, 100, 90, 85, 85, 95, 105, 115, 120)),
    "food/snacks": (17, (125, 115, 95, 95, 95, 100, 100, 100, 100, 100, 110, 110)),
    "food/pantry": (17, (110, 105, 100, 100, 100, 95, 95, 95, 100, 105, 110, 110)),
    "food/fresh": (20, (100, 95, 100, 100, 100, 100, 100, 100, 100, 100, 95, 95)),
    "food/ice": (4, (15, 15, 40, 90, 150, 230, 290, 280, 160, 60, 20, 15)),
    "food/drinks": (8, (95, 90, 90, 100, 115, 135, 150, 145, 115, 95, 85, 90)),
    "home/kitchen": (4, (90, 95, 100, 100, 100, 115, 95, 95, 100, 100, 150, 115)),
    "home/clean": (8, (130, 95, 105, 105, 100, 100, 95, 95, 100, 100, 115, 105)),
    "home/paper": (5, (105, 95, 100, 100, 100, 105, 95, 100, 105, 100, 125, 105)),
    "care/body": (6, (100, 95, 100, 105, 120, 130, 130, 120, 100, 95, 115, 105)),
    "care/hair": (4, (95, 95, 100, 100, 105, 110, 105, 105, 100, 100, 125, 105)),
    "gifts/boxes": (2, (260, 150, 50, 45, 60, 60, 45, 90, 330, 90, 70, 150)),
    "gifts/cards": (1, (180, 120, 80, 80, 90, 90, 80, 90, 120, 90, 110, 190)),
}


@dataclass(frozen=True, slots=True)
class Goods:
    """One thing on the shelf; the price is in minor units."""

    sku: str
    category: str
    brand: str
    name: str
    price_minor: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All goods, category by category, and where in the list each category begins."""

    goods: tuple[Goods, ...]
    categories: tuple[str, ...]
    starts: NDArray[np.int64]

    def popularity(self) -> NDArray[np.float64]:
        """Where the share of each thing in its category ends, plus the category's number."""
        ends = []
        for number, (first, after) in enumerate(zip(self.starts[:-1], self.starts[1:], strict=True)):
            weights = 1 / np.arange(2, after - first + 2)
            ends.append(number + np.cumsum(weights) / weights.sum())
        return np.concatenate(ends)


def catalogue() -> Catalogue:
    """The shelves, read; the thing that is given away stands last, in a category that nobody asks for."""
    yuan = currency("CNY")
    rows: dict[str, list[tuple[str, str, str]]] = {name: [] for name in DEMAND}
    for line in SHELVES.strip().splitlines():
        category, brand, listed = (part.strip() for part in line.split("|"))
        for item in listed.split(";"):
            name, price = item.strip().rsplit(" ", 1)
            rows[category].append((brand, name, price))
    goods = [
        Goods(f"{_stem(category)}-{number:02d}", category, brand, name, to_minor(Decimal(price), yuan))
        for category, items in rows.items()
        for number, (brand, name, price) in enumerate(items, start=1)
    ]
    starts = np.cumsum([0, *(len(items) for items in rows.values())])
    sku, category, brand, name, price = FREE
    goods.append(Goods(sku, category, brand, name, to_minor(Decimal(price), yuan)))
    return Catalogue(tuple(goods), tuple(rows), starts)


def _stem(category: str) -> str:
    """`TEA` from `food/tea`."""
    return category.rsplit("/", 1)[1].upper()
