"""All that a shop owns, written as files: what another shop takes in, and every record as it is."""

from loyalty.live.exports.leaving import Exported, write_export
from loyalty.live.exports.not_booked import members_not_booked

__all__ = ["Exported", "members_not_booked", "write_export"]
