"""All that a shop owns, written as files: what another shop takes in, and every record as it is."""

from loyalty.live.exports.leaving import Exported, write_export

__all__ = ["Exported", "write_export"]
