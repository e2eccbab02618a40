"""A Program lowered once to integer tables: what the kernels run on, live and over a history alike."""

from loyalty.plan.lower import lower
from loyalty.plan.tables import Plan

__all__ = ["Plan", "lower"]
