"""Programme documents: read from YAML, JSON or a mapping with every problem told at once, and written back.

What comes in is checked in three rounds: is it a document at all, does each field hold what it may, does the
whole hold together. Each finding says where (path and line), what, and how to mend it.
"""

import json
from decimal import Decimal
from typing import Any, Final

import yaml
from pydantic import ValidationError

from loyalty.errors import Problem, ProgramInvalid, ProgramUnreadable
from loyalty.handed_in import looking
from loyalty.rules.complaints import complaints
from loyalty.rules.exact import plain, shown
from loyalty.rules.findings import ROOT, Lines, located, told
from loyalty.rules.program import Program
from loyalty.rules.reading import Format, Source, read
from loyalty.rules.tree import Tree, reads_as_text, unreadable
from loyalty.rules.wording_fields import FIELDS

PROBLEMS_MAX: Final = 100


@looking("source")
def load_program(source: Source, *, format: Format | None = None) -> Program:  # noqa: A002 - what it is called
    """The programme a document lays down; a `str` is the text itself, a Path names a file.

    Raises ProgramUnreadable when it is no document, ProgramInvalid with every problem found otherwise.
    """
    return load_program_with_lines(source, format=format)[0]


def load_program_with_lines(
    source: Source,
    *,
    format: Format | None = None,  # noqa: A002 - as above
) -> tuple[Program, Lines]:
    """The programme and the line of each path, for findings that come later; a mapping has no lines."""
    tree, name = read(source, format)
    if not isinstance(tree.value, dict):
        raise _no_group(tree.value, name)
    try:
        program = Program.model_validate(tree.value, by_alias=True, by_name=False)
    except ValidationError as error:
        raise ProgramInvalid(problems=_told(tree, complaints(error, tree.value, json_schema()))) from None
    if tree.problems:
        raise ProgramInvalid(problems=_told(tree, ()))
    return program, tree.lines


def dump_yaml(program: Program) -> str:
    """The programme as YAML that reads back as the same programme; defaults are left out."""
    return as_yaml(program.model_dump(by_alias=True, exclude_defaults=True))


def as_yaml(content: object) -> str:
    """Plain values as YAML that reads back as they are: all digits of figures, quotes where needed."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def dump_json(program: Program) -> str:
    """The programme as JSON that reads back as the same programme; figures are texts, so none is rounded."""
    content = program.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of programme documents."""
    schema = Program.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _told(tree: Tree, found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """All findings with their lines, in the order of the document, at most PROBLEMS_MAX of them."""
    problems = [*tree.problems, *(located(problem, tree.lines) for problem in found)]
    problems.sort(key=lambda problem: problem.line or 0)
    if len(problems) <= PROBLEMS_MAX:
        return tuple(problems)
    count = len(problems) - PROBLEMS_MAX
    more = told("more_problems", FIELDS["more_problems"], ROOT, "error", {"count": count})
    return (*problems[:PROBLEMS_MAX], more)


def _no_group(value: object, name: str) -> ProgramUnreadable:
    if value is None:
        en = ("The document is empty.", "Begin with `key`, `currency` and `time_zone`.")
        return unreadable(name, None, en, ("文档是空的。", "请从 `key`、`currency`、`time_zone` 写起。"))
    said = shown(value)
    en = (f"A programme is a group of fields, not {said}.", "To read a file, pass a pathlib.Path.")
    zh = (f"会员计划应是一组字段，而不是 {said}。", "读取文件请传入 pathlib.Path。")
    return unreadable(name, 1, en, zh)


class _Dumper(yaml.SafeDumper):
    """Writes figures with all their digits, and quotes every text that would read back as something else."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Equal parts are written out each time."""
        return True


def _figure(dumper: yaml.SafeDumper, number: Decimal) -> yaml.Node:
    text = plain(number)
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if reads_as_text(text) else "'")


_Dumper.add_representer(Decimal, _figure)
_Dumper.add_representer(str, _text)
