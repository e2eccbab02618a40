"""Which goods a rule speaks of: everything that is given must match, one entry of each list is enough."""

from typing import Annotated, Any, TypeAlias

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from loyalty.rules.exact import plain, refuse
from loyalty.rules.scalars import Flag, Paths, PositiveAmount, Rule, Word, Words, table

Attributes: TypeAlias = Annotated[tuple[tuple[Word, Words], ...], table(Words, entries_min=1)]
"""Accepted values by attribute; kept as pairs sorted by name."""


class Selector(Rule):
    """Goods by SKU, category, brand, seller, attribute or price, less exceptions; with no field: every line.

    The selling price of a unit, before all offers, is `price_from` or more and below `price_below`; goods
    `at_list_price` are sold for their list price.
    A category is a path: `drinks/tea` also selects `drinks/tea/green`; other slashes say nothing. An empty
    list is refused, because it could be read as "everything" and as "nothing".
    """

    skus: Words = ()
    categories: Paths = ()
    brands: Words = ()
    sellers: Words = ()
    attributes: Attributes = Field(default=(), json_schema_extra={"default": {}})
    price_from: PositiveAmount | None = None
    price_below: PositiveAmount | None = None
    at_list_price: Flag = False
    except_skus: Words = ()
    except_categories: Paths = ()
    except_brands: Words = ()
    except_sellers: Words = ()
    except_attributes: Attributes = Field(default=(), json_schema_extra={"default": {}})

    @property
    def everything(self) -> bool:
        """Whether every line is selected."""
        return self == EVERYTHING

    @property
    def asks_price(self) -> bool:
        """Whether it looks at what a line costs."""
        return self.price_from is not None or self.price_below is not None or self.at_list_price

    @model_validator(mode="after")
    def _leaves_a_price(self) -> "Selector":
        low, high = self.price_from, self.price_below
        if low is not None and high is not None and low >= high:
            refuse("price_range_empty", low=plain(low), high=plain(high))
        return self

    @model_serializer(mode="wrap")
    def _only_what_is_given(self, inner: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: entries for name, entries in inner(self).items() if entries}


EVERYTHING = Selector()
