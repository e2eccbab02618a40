"""Paths of names from the widest to the narrowest: categories (`drinks/tea`), regions (`CN/Shanghai`)."""

from __future__ import annotations


def plain_path(path: str) -> str:
    """A path in its one spelling: a slash before, behind or twice between names says nothing."""
    if "//" not in path and path.strip("/") == path:
        return path
    return "/".join(parts(path))


def parts(path: str) -> tuple[str, ...]:
    """The names of a path, the widest first."""
    return tuple(name for name in path.split("/") if name)
