"""Where in a document a validation error points, told by the document's own schema.

Pydantic names the branch of a union inside the location of an error; the reader of a document does not know
branches, only fields. Walking the JSON Schema tells one from the other, and which fields a place knows.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a document: its path, the group around it, the fields known there, the kinds it may be."""

    parts: tuple[str | int, ...]
    group: object
    fields: tuple[str, ...]
    kinds: tuple[str, ...]
    is_key: bool


def place(location: tuple[str | int, ...], raw: object, schema: Schema) -> Place:
    """The place of an error's location."""
    branches = _branches(schema, schema)
    parts: list[str | int] = []
    fields: tuple[str, ...] = ()
    group: object = None
    for segment in location:
        chosen = _branch_named(segment, branches, schema)
        if segment == _KEY or chosen is not None:
            branches = branches if chosen is None else [chosen]
            continue
        fields = tuple(name for branch in branches for name in branch.get("properties", ()))
        branches = [deeper for branch in branches for deeper in _inside(segment, branch, schema)]
        if not isinstance(segment, int) or isinstance(raw, list):
            parts.append(segment)
            group, raw = raw, _item(raw, segment)
    kinds = tuple(kind for branch in branches for kind in branch.get("discriminator", {}).get("mapping", {}))
    return Place(tuple(parts), group, fields, kinds, bool(location) and location[-1] == _KEY)


_KEY = "[key]"


def _branches(node: Schema, root: Schema) -> list[Schema]:
    """What a schema node may be: the node itself, or each of its alternatives."""
    while "$ref" in node:
        node = root["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" not in node:
        return [node]
    return [branch for option in node["anyOf"] for branch in _branches(option, root)]


def _branch_named(segment: str | int, branches: list[Schema], root: Schema) -> Schema | None:
    """The branch of a union by `kind` that the segment names, if these are one."""
    for branch in branches:
        kinds = branch.get("discriminator", {}).get("mapping", {})
        if segment in kinds:
            return _branches({"$ref": kinds[segment]}, root)[0]
    return None


def _inside(segment: str | int, branch: Schema, root: Schema) -> list[Schema]:
    """What may stand at a field or index of a branch."""
    inner = branch.get("items") if isinstance(segment, int) else branch.get("properties", {}).get(segment)
    if inner is None:
        inner = branch.get("additionalProperties")
    return _branches(inner, root) if isinstance(inner, dict) else []


def _item(raw: object, segment: str | int) -> object:
    if isinstance(raw, dict):
        return raw.get(segment)
    if isinstance(raw, list) and isinstance(segment, int) and segment < len(raw):
        return raw[segment]
    return None
