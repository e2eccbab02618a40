"""Programme documents people work on: the samples that come with the library, and their own in one folder.

A sample is never changed: saving one makes an own copy. Whoever saves says which text they had opened; when
the file has changed since, nothing is overwritten and both texts are handed back.
"""

import hashlib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final, TypeAlias

from loyalty.admin.place import tame

ENDINGS: Final = (".yaml", ".yml", ".json")
OWN: Final = "own"
SAMPLE: Final = "sample"


@dataclass(frozen=True, slots=True)
class Draft:
    """One document: `id` stands in addresses, `file` is its file's name."""

    kind: str
    file: str

    @property
    def id(self) -> str:
        """`own:corner_shop.yaml`."""
        return f"{self.kind}:{self.file}"

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.file.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Text:
    """A document's text as it was read, and the stamp that says which one it was."""

    content: str

    @property
    def stamp(self) -> str:
        """Equal texts have equal stamps."""
        return hashlib.sha256(self.content.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Saved:
    """It is on the disk, perhaps under a new name."""

    draft: Draft
    text: Text


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The text is the one that was opened."""


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Somebody else saved another text; nothing was written."""

    theirs: Text


Saving: TypeAlias = Saved | Unchanged | ChangedMeanwhile


class Drafts:
    """The documents of one server."""

    def __init__(self, folder: Path) -> None:
        """`folder` need not be there yet."""
        self._folder = folder

    def every(self) -> tuple[Draft, ...]:
        """Own documents by name, then the samples."""
        own = self._folder.iterdir() if self._folder.is_dir() else ()
        mine = sorted(path.name for path in own if path.suffix in ENDINGS and path.name == tame(path.name))
        return (*(Draft(OWN, name) for name in mine), *(Draft(SAMPLE, name) for name in _samples()))

    def find(self, draft_id: str) -> Draft | None:
        """The document with this id."""
        return next((draft for draft in self.every() if draft.id == draft_id), None)

    def text(self, draft: Draft) -> Text:
        """Its text now; what is no UTF-8 is shown as replacement marks."""
        if draft.kind == SAMPLE:
            return Text((resources.files("loyalty.demo") / draft.file).read_text(encoding="utf-8"))
        return Text((self._folder / draft.file).read_text(encoding="utf-8", errors="replace"))

    def save(self, draft: Draft, content: str, *, opened: Text) -> Saving:
        """Write the text, unless it is the opened one or the file has changed since."""
        if content == opened.content:
            return Unchanged()
        if draft.kind == SAMPLE:
            return self.add(draft.file, content)
        path = self._folder / draft.file
        theirs = self.text(draft) if path.is_file() else opened
        if theirs.stamp != opened.stamp:
            return ChangedMeanwhile(theirs)
        _write(path, content)
        return Saved(draft, Text(content))

    def add(self, name: str, content: str) -> Saved:
        """A new own document; a taken name gets a number."""
        stem, _, ending = tame(name).rpartition(".")
        if f".{ending}" not in ENDINGS:
            stem, ending = tame(name).replace(".", "_"), "yaml"
        path, number = self._folder / f"{stem}.{ending}", 1
        while path.exists():
            number += 1
            path = self._folder / f"{stem}-{number}.{ending}"
        _write(path, content)
        return Saved(Draft(OWN, path.name), Text(content))


def _samples() -> list[str]:
    files = resources.files("loyalty.demo").iterdir()
    return sorted(file.name for file in files if file.name.endswith(".yaml"))


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.saving")
    passing.write_text(content, encoding="utf-8", newline="\n")
    passing.replace(path)
