"""Members of an older system brought into the shop: files read, every row judged, whole members written."""

from loyalty.live.imports.door import Imports

__all__ = ["Imports"]
