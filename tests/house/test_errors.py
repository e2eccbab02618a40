"""The tree of errors is complete: drawn, coded, worded in two languages, and used with its fields."""

import ast
import re
from string import Formatter

import pytest

import loyalty.errors
from loyalty.errors import LoyaltyError
from tests.house.tree import modules, name, syntax

MENDED_BY_FIELD = re.compile(r"\{mend\}|\{problems\}|\{because\}")
TOLD_TO = re.compile(
    r"(?:^|[.:;,] )(?:Ask|Call|Check|Choose|Convert|Discard|Do not|Drop|Give|Hand in|Hold|Install|Keep|Let|"
    r"Look|Name|Place|Publish|Quote|Read|Release|Return|Run|Say|Send|Settle|Simulate|Start|Take|Unblock)\b"
    r"|`loyalty[\w. ]+` says why|On other databases hold|such as|at most|must be from",
    re.IGNORECASE,
)
ASKED = re.compile(r"请|例如|可使用|可用|最多|必须|只能")
HAN = re.compile(r"[\u4e00-\u9fff]")


def below(kind):
    for child in kind.__subclasses__():
        if child.__module__.startswith("loyalty."):
            yield child
            yield from below(child)


CLASSES = [LoyaltyError, *below(LoyaltyError)]


def drawn():
    """The tree in the docstring: name -> (parent's name, fields)."""
    path, tree = [], {}
    for line in loyalty.errors.__doc__.splitlines():
        match = re.fullmatch(r"([│├└─ ]*)([A-Z]\w+)(?:\(([^)]*)\))?", line)
        if not match:
            continue
        indent, kind, fields = match.groups()
        depth = len(indent) // 4
        path[depth:] = [kind]
        tree[kind] = (path[depth - 1] if depth else None, tuple(fields.split(", ")) if fields else ())
    return tree


def worded(template):
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def test_the_tree_is_drawn_as_it_is():
    actual = {kind.__name__: kind.__bases__[0].__name__ for kind in CLASSES[1:]}
    assert {kind: parent for kind, (parent, _) in drawn().items() if parent} == actual


def test_every_error_has_its_own_code_that_never_changes_by_itself():
    codes = [vars(kind).get("code") for kind in CLASSES]
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code or "") for code in codes)
    assert len(set(codes)) == len(codes)


def test_a_code_is_its_class_in_snake_case():
    wrong = [kind for kind in CLASSES if re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower() != kind.code]
    assert wrong == []


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_error_speaks_english_and_chinese_of_the_same_facts(kind):
    english, chinese = vars(kind).get("en", ""), vars(kind).get("zh", "")
    assert english
    assert not HAN.search(english)
    assert HAN.search(chinese)
    assert worded(english) == worded(chinese)


LEAVES = [kind for kind in CLASSES if not kind.__subclasses__() or kind.fields_needed()]


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_every_error_says_how_to_mend_it_in_both_languages(kind):
    """By a field that always comes with it, by what to do, or by what would be accepted."""
    english, chinese = kind.en, kind.zh
    assert MENDED_BY_FIELD.search(english) or TOLD_TO.search(english)
    assert MENDED_BY_FIELD.search(chinese) or ASKED.search(chinese)


def test_what_has_no_mend_is_never_raised_but_as_one_of_its_kinds():
    bare = {kind.__name__ for kind in CLASSES if kind not in LEAVES}
    raised = [
        f"{name(path)}:{node.lineno}: {ast.unparse(node.func)}"
        for path in modules()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in bare
    ]
    assert raised == []


def test_no_error_is_given_an_empty_mend():
    empty = [
        f"{name(path)}:{keyword.value.lineno}"
        for path in modules()
        for keyword in ast.walk(syntax(path))
        if isinstance(keyword, ast.keyword) and keyword.arg in {"mend", "mend_zh"}
        if isinstance(keyword.value, ast.Constant) and not keyword.value.value
    ]
    assert empty == []


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_the_drawing_names_the_fields_of_every_error(kind):
    _, fields = drawn()[kind.__name__]
    derived = {"count", "because"}
    assert kind.fields_needed() - derived <= set(fields)
    error = kind(**dict.fromkeys(fields, ()))
    assert error.text("en")
    assert error.text("zh")


def test_the_package_exports_the_whole_tree():
    assert {kind.__name__ for kind in CLASSES} | {"Problem", "Severity"} == set(loyalty.errors.__all__)


def test_errors_live_in_the_tree_and_nowhere_else():
    known = {kind.__name__ for kind in CLASSES} | {"Exception", "ValueError", "RuntimeError"}
    elsewhere = [
        f"{name(path)}: {node.name}"
        for path in modules()
        if "errors" not in path.parts
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ClassDef) and known & {ast.unparse(base) for base in node.bases}
    ]
    assert elsewhere == []


def test_every_error_is_made_with_the_fields_its_sentence_needs():
    tree = drawn()
    short = []
    for path in modules():
        for node in ast.walk(syntax(path)):
            kind = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else None
            given = {keyword.arg for keyword in node.keywords} if kind in tree else {None}
            if None not in given and not given >= set(tree[kind][1]):
                short.append(f"{name(path)}:{node.lineno}: {kind} without {set(tree[kind][1]) - given}")
    assert short == []
