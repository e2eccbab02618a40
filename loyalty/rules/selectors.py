"""Which goods a rule speaks of: all lists that are given must match, one entry of each list is enough."""

from typing import Annotated, Any, TypeAlias

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from loyalty.rules.scalars import Rule, Word, Words, table

Attributes: TypeAlias = Annotated[tuple[tuple[Word, Words], ...], table(Words, entries_min=1)]
"""Accepted values by attribute; kept as pairs sorted by name."""


class Selector(Rule):
    """Goods by SKU, category, brand or attribute, less exceptions; with no field at all: every line.

    A category is a path: `drinks/tea` also selects `drinks/tea/green`. An empty list is refused, because it
    could be read as "everything" and as "nothing".
    """

    skus: Words = ()
    categories: Words = ()
    brands: Words = ()
    attributes: Attributes = Field(default=(), json_schema_extra={"default": {}})
    except_skus: Words = ()
    except_categories: Words = ()
    except_brands: Words = ()
    except_attributes: Attributes = Field(default=(), json_schema_extra={"default": {}})

    @property
    def everything(self) -> bool:
        """Whether every line is selected."""
        return self == EVERYTHING

    @model_serializer(mode="wrap")
    def _only_what_is_given(self, inner: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: entries for name, entries in inner(self).items() if entries}


EVERYTHING = Selector()
