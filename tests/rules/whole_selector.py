"""One edit for each field of a selector, on the first offer of the whole programme."""

SELECTOR_EDITS = {
    "Selector.skus": ("offers.0.benefit.of.skus", ["Z"]),
    "Selector.categories": ("offers.0.benefit.of.categories", ["z"]),
    "Selector.brands": ("offers.0.benefit.of.brands", ["z"]),
    "Selector.sellers": ("offers.0.benefit.of.sellers", ["z"]),
    "Selector.price_from": ("offers.0.benefit.of.price_from", 6),
    "Selector.price_below": ("offers.0.benefit.of.price_below", 51),
    "Selector.at_list_price": ("offers.0.benefit.of.at_list_price", False),
    "Selector.except_sellers": ("offers.0.benefit.of.except_sellers", ["z"]),
    "Selector.attributes": ("offers.0.benefit.of.attributes", {"size": ["s"]}),
    "Selector.except_skus": ("offers.0.benefit.of.except_skus", ["Z"]),
    "Selector.except_categories": ("offers.0.benefit.of.except_categories", ["z"]),
    "Selector.except_brands": ("offers.0.benefit.of.except_brands", ["z"]),
    "Selector.except_attributes": ("offers.0.benefit.of.except_attributes", {"size": ["xxs"]}),
}
