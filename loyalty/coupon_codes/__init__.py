"""Codes for coupons: made by the million, read as people type them, a typing error told from a wrong code.

What is random is drawn from the machine's own source of secrets and comes in as an argument; nothing here
knows which codes are live or used.
"""

from loyalty.coupon_codes.batch import CodeBatch
from loyalty.coupon_codes.canonical import canonical_code
from loyalty.coupon_codes.file import write_codes
from loyalty.coupon_codes.reading import CodeFault, CodeRead, read_code
from loyalty.coupon_codes.strength import hits_a_month, length_needed

__all__ = [
    "CodeBatch",
    "CodeFault",
    "CodeRead",
    "canonical_code",
    "hits_a_month",
    "length_needed",
    "read_code",
    "write_codes",
]
