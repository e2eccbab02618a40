"""The live shop for asyncio; what its verbs take and answer stands in `aio.pyi`, made from `Loyalty`."""

from loyalty.live.awaiting import AsyncLoyalty, run_async

__all__ = ["AsyncLoyalty", "run_async"]
