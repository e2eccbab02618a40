"""A Program lowered once to integer tables: what the kernels run on, live and over a history alike.

Nothing of a member is in a Plan, so one serves all; equal documents share one.
"""

from loyalty.plan.lower import lower
from loyalty.plan.tables import Plan

__all__ = ["Plan", "lower"]
