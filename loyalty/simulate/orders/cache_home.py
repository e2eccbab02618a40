"""Where the library keeps what it can make again: compiled kernels, logs whose own folder takes no files."""

import os
from pathlib import Path


def cache_home() -> Path:
    """The folder `loyalty` in LOYALTY_CACHE, else in the platform's cache folder."""
    given = os.environ.get("LOYALTY_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / "loyalty"
