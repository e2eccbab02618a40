"""Where documents come from: files, bytes, text or mappings, as events for the tree.

YAML goes through PyYAML's event stream only: no tags, no objects, no aliases, so a document can neither run
anything nor grow. Numbers and words are read by JSON's meaning in both formats.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import yaml

from loyalty.rules.findings import ROOT
from loyalty.rules.tree import TOO_DEEP, Event, Tree, build, unreadable

Source: TypeAlias = str | bytes | Path | Mapping[str, Any]
Format: TypeAlias = Literal["yaml", "json"]

BYTES_MAX: Final = 1_000_000


def read(source: Source, form: Format | None) -> tuple[Tree, str]:
    """The tree of a document and the name to call it by; a `str` is the text itself, a Path names a file."""
    if isinstance(source, Mapping):
        return build(_mapping_events(source), ROOT), ROOT
    if not isinstance(source, str | bytes | Path):
        raise unreadable(ROOT, None, *_NO_SOURCE)
    name = str(source) if isinstance(source, Path) else ROOT
    if isinstance(source, Path) and form is None:
        form = _FORMATS.get(source.suffix.lower())
    text = _text(source, name)
    if form is None:
        form = _guess(text)
    events = _json_events(text, name) if form == "json" else _yaml_events(text, name)
    return build(events, name), name


def _text(source: str | bytes | Path, name: str) -> str:
    """The text of a source: of bearable size, UTF-8, and made of characters that print."""
    if isinstance(source, Path):
        source = _content(source, name)
    content = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(content) > BYTES_MAX:
        raise unreadable(name, None, *_TOO_LARGE)
    try:
        text = source if isinstance(source, str) else content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise unreadable(name, content[: error.start].count(b"\n") + 1, *_NOT_UTF8) from None
    text = text.removeprefix("\N{BYTE ORDER MARK}")
    stranger = _UNPRINTABLE.search(text)
    if stranger:
        line = text.count("\n", 0, stranger.start()) + 1
        code = f"U+{ord(stranger[0]):04X}"
        en = (f"The character {code} does not belong in a text file.", "Delete it.")
        raise unreadable(name, line, en, (f"字符 {code} 不应出现在文本文件中。", "请删除。"))
    return text


def _content(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(BYTES_MAX + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        en = (f"The file cannot be read ({reason}).", "Check its path and permissions.")
        raise unreadable(name, None, en, (f"无法读取文件（{reason}）。", "请检查路径和权限。")) from None


def _guess(text: str) -> Format:
    return "json" if text.lstrip().startswith("{") else "yaml"


def _yaml_events(text: str, name: str) -> Iterator[Event]:
    documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            mark: Any = event.start_mark
            line = mark.line + 1
            if isinstance(event, yaml.AliasEvent):
                raise unreadable(name, line, *_ALIAS)
            if getattr(event, "tag", None) is not None:
                raise unreadable(name, line, *_TAG)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise unreadable(name, line, *_MANY)
            yield from _from_yaml(event, line)
    except yaml.YAMLError as error:
        raise _not_yaml(error, text, name) from None


def _from_yaml(event: yaml.Event, line: int) -> Iterator[Event]:
    match event:
        case yaml.ScalarEvent():
            yield Event("plain" if event.implicit[0] else "text", event.value, line)
        case yaml.MappingStartEvent():
            yield Event("map", None, line)
        case yaml.SequenceStartEvent():
            yield Event("list", None, line)
        case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
            yield Event("end", None, line)
        case _:
            return


def _not_yaml(error: yaml.YAMLError, text: str, name: str) -> Exception:
    """The parser's complaint with its line, and a mending that knows tabs from the rest."""
    at: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    found = getattr(error, "problem", None) or str(error)
    rows = text.splitlines() or [""]
    row = min(at.line, len(rows) - 1) if at else 0
    tabbed = rows[row].lstrip(" ").startswith("\t")
    en = (f"This is not YAML: {found}.", _YAML_MENDS[tabbed][0])
    zh = (f"这不是有效的 YAML：{found}。", _YAML_MENDS[tabbed][1])
    return unreadable(name, row + 1, en, zh)


def _json_events(text: str, name: str) -> Iterator[Event]:
    """The tokens of a text that has proved to be JSON."""
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        en = (f"This is not JSON: {error.msg}, column {error.colno}.", "Mend the line, or save it as YAML.")
        zh = (f"这不是有效的 JSON：{error.msg}，第 {error.colno} 列。", "请修改该行，或改存为 YAML。")
        raise unreadable(name, error.lineno, en, zh) from None
    except RecursionError:
        raise unreadable(name, None, *TOO_DEEP) from None
    line, seen = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", seen, token.start())
        seen = token.start()
        match token[0][0]:
            case "{":
                yield Event("map", None, line)
            case "[":
                yield Event("list", None, line)
            case "}" | "]":
                yield Event("end", None, line)
            case '"':
                yield Event("text", json.loads(token[0]), line)
            case _:
                yield Event("plain", token[0], line)


def _mapping_events(source: Mapping[str, Any]) -> Iterator[Event]:
    """A Python mapping and what lies in it, level by level."""
    yield Event("map")
    levels = [_parts(source)]
    while levels:
        part = next(levels[-1], None)
        if part is None:
            levels.pop()
            yield Event("end")
        elif isinstance(part.value, Mapping):
            yield Event("map")
            levels.append(_parts(part.value))
        elif isinstance(part.value, list | tuple):
            yield Event("list")
            levels.append(_parts(part.value))
        else:
            yield part


def _parts(group: Mapping[str, Any] | list[Any] | tuple[Any, ...]) -> Iterator[Event]:
    if isinstance(group, Mapping):
        for key, value in group.items():
            yield _leaf(key)
            yield _leaf(value)
    else:
        yield from map(_leaf, group)


def _leaf(value: object) -> Event:
    return Event("text" if isinstance(value, str) else "value", value)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORMATS: Final[dict[str, Format]] = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+')
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_YAML_MENDS: Final = {
    True: ("Indent with spaces; tabs are not allowed.", "请用空格缩进，不要用制表符。"),
    False: (
        "Check the indentation, and quote texts that hold any of : # { [ & * ! %.",
        "请检查缩进；含有 : # { [ & * ! % 的文本要加引号。",
    ),
}
_TOO_LARGE: Final = (
    ("The document is larger than 1 MB.", "Leave out what it does not need."),
    ("文档超过 1 MB。", "请精简文档。"),
)
_NO_SOURCE: Final = (
    ("This is no document.", "Give its text, its bytes, a Path or a mapping."),
    ("这不是文档。", "请给出文本、字节、Path 或映射。"),
)
_NOT_UTF8: Final = (
    ("The document is not UTF-8 text.", "Save it with the encoding UTF-8."),
    ("文档不是 UTF-8 文本。", "请以 UTF-8 编码保存。"),
)
_ALIAS: Final = (
    ("The document uses a YAML alias (*name).", "Write out what the alias stands for."),
    ("文档使用了 YAML 别名（*name）。", "请直接写出内容。"),
)
_TAG: Final = (
    ("The document uses a YAML tag (!name).", "Leave the tag out; put a text in quotes instead."),
    ("文档使用了 YAML 标签（!name）。", "请去掉标签；文本可加引号。"),
)
_MANY: Final = (
    ("The file holds more than one document.", "Keep one programme in a file, without further --- lines."),
    ("文件包含多个文档。", "每个文件只写一个会员计划，不要再用 --- 分隔。"),
)
