"""The report as one HTML file that needs nothing else: style and charts inside, no script, no request.

Data are hostile: order numbers, names and file names come from outside. Everything is escaped by the
template engine, control characters are shown as a replacement mark, and each text keeps its own writing
direction.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from loyalty.errors.base import is_chinese
from loyalty.handed_in import looking
from loyalty.reports.earlier import todays
from loyalty.reports.page import page
from loyalty.reports.words import Words

CONTROLS = frozenset({"Cc", "Cs", "Cf"})
HARMLESS = frozenset("\n\t\u200d\u00ad")


@looking()
def render(result: Mapping[str, Any], *, language: str = "en") -> str:
    """The whole page; `result` as `shape` describes it, `language` a tag like `zh-CN`."""
    column = "zh" if is_chinese(language) else "en"
    return written("report.html.j2", page(todays(result), column), column)


def written(template: str, view: object, language: str) -> str:
    """A template of this package filled with its page; `language` is `en` or `zh`."""
    words = Words(language)
    return _environment().get_template(template).render(page=view, words=words, language=language)


def pixels(tenths: int) -> str:
    """Tenths of a pixel as SVG reads them."""
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def legible(value: object) -> object:
    """Text without characters that hide, reorder or break what stands around them."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(letter) in CONTROLS and letter not in HARMLESS
        else letter
        for letter in value
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=legible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["px"] = pixels
    return environment


def _template(name: str) -> str:
    return resources.files("loyalty.reports").joinpath("templates", name).read_text(encoding="utf-8")
