"""No input of anybody becomes code, a pattern or SQL: the sources hold nothing that could do it."""

import ast

import pytest

from loyalty import load_program
from loyalty.errors import ProgramInvalid
from tests.house.tree import modules, name, syntax

RUNS = {"eval", "exec", "compile", "__import__", "breakpoint"}
BRINGS_BACK = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle", "code", "codeop"}
YAML_LOADS = {"load", "load_all", "full_load", "full_load_all", "unsafe_load", "unsafe_load_all"}
PATTERNS = {"compile", "match", "search", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
STATEMENTS = {"text", "exec_driver_sql", "execute", "literal_column", "DDL", "executemany"}
FROM_CONSTANTS = {
    "loyalty/store/migrations/scripts.py": "statements of the files that the library ships",
    "loyalty/store/tables/columns.py": "the default of a column, a whole number",
    "loyalty/store/tables/keeping.py": "the triggers of the library's own tables",
    "loyalty/store/together.py": "statements that SQLAlchemy compiled, with bound parameters",
    "loyalty/store/verify_checks.py": "whole numbers that are compared",
    "loyalty/templates/gallery.py": "names of fields in the library's own templates",
}


def constant(node):
    """A text that stands in the source, alone or put together of others that do."""
    if isinstance(node, ast.JoinedStr):
        return all(constant(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return constant(node.value)
    if isinstance(node, ast.BinOp):
        return constant(node.left) and constant(node.right)
    if isinstance(node, ast.Attribute):
        return node.attr == "pattern" and constant(node.value)
    if isinstance(node, ast.Name):
        return node.id.isupper()
    return isinstance(node, ast.Constant)


def is_text(node):
    """Something that makes a text here; anything else is made elsewhere, and looked at there."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join", "replace"}
    return isinstance(node, ast.JoinedStr | ast.BinOp | ast.Constant)


def brought_in(node):
    """Imports that make objects of bytes, and pickles that are allowed."""
    names = set()
    if isinstance(node, ast.Import):
        names = {one.name.split(".")[0] for one in node.names}
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = {node.module.split(".")[0]}
    yield from (f"{one} is imported" for one in names & BRINGS_BACK)
    allowed = isinstance(node, ast.keyword) and node.arg == "allow_pickle"
    if allowed and ast.unparse(node.value) != "False":
        yield "a pickle is allowed"


def called(call):
    """Calls that run a text, or take one as a pattern or as SQL that does not stand in the source."""
    first = call.args[0] if call.args else ast.Constant(None)
    told = ast.unparse(call.func)
    own, _, verb = told.rpartition(".")
    sentence = verb == "text" and own not in {"", "sa", "sqlalchemy"}  # of an error
    if told in RUNS:
        yield f"{told} is called"
    if own == "yaml" and verb in YAML_LOADS:
        yield f"{told} is called"
    if own == "re" and verb in PATTERNS and not constant(first):
        yield f"{told} of {ast.unparse(first)}"
    if verb in STATEMENTS and not sentence and is_text(first) and not constant(first):
        yield f"{told} of {ast.unparse(first)}"


def faults(path):
    for node in ast.walk(syntax(path)):
        yield from brought_in(node)
        if isinstance(node, ast.Call):
            yield from called(node)


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_source_runs_brings_back_or_builds_from_what_it_reads(path):
    found = list(faults(path))
    if name(path) in FROM_CONSTANTS:
        found = [one for one in found if " of " not in one]
    assert found == []


BAD = """
import pickle, yaml, re, numpy
eval(program)
exec(compile(a, b, c))
yaml.load(text)
re.compile(pattern)
re.sub(rf"x{word}", "", text)
connection.execute(f"SELECT {column}")
sa.text("SELECT " + column)
session.execute(sa.text("SELECT {}".format(column)))
numpy.load(file, allow_pickle=True)
"""


def test_what_is_looked_for_is_found(tmp_path):
    path = tmp_path / "bad.py"
    path.write_text(BAD)
    assert len(list(faults(path))) == 11


@pytest.mark.parametrize(
    "condition",
    [
        {"kind": "python", "code": "__import__('os').system('true')"},
        {"kind": "regex", "pattern": "(a+)+$"},
        {"kind": "!!python/object/apply:os.system"},
        {"kind": "subtotal", "minimum": "1", "where": "1=1"},
        "1 == 1",
    ],
)
def test_a_condition_is_one_of_the_kinds_there_are(condition):
    offer = {"id": "o", "when": [condition], "benefit": {"kind": "amount", "amount": "1"}}
    with pytest.raises(ProgramInvalid):
        load_program({"key": "k", "currency": "CNY", "time_zone": "UTC", "offers": [offer]})
