"""Which packages a command needs beyond the core, said in one sentence before it starts."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Final

from loyalty.errors import MissingExtra

PACKAGES: Final = {
    "simulate": ("numba", "numpy", "polars", "rich"),
    "report": ("jinja2", "xlsxwriter"),
    "admin": ("altair", "streamlit"),
}


def need(*extras: str, find: Callable[[str], object] = find_spec) -> None:
    """Do nothing where the packages of these extras are installed; raise MissingExtra where they are not."""
    missing = lacking(*extras, find=find)
    if missing:
        named = ",".join(missing)
        raise MissingExtra(extra=named, command=f"pip install 'loyalty[{named}]'")


def lacking(*extras: str, find: Callable[[str], object] = find_spec) -> tuple[str, ...]:
    """Those of the extras of which a package is missing."""
    return tuple(extra for extra in extras if any(find(package) is None for package in PACKAGES[extra]))
