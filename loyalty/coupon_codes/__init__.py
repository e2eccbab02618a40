"""Codes for coupons: made by the million, read as people type them, a typing error told from a wrong code.

What is random is drawn from the machine's own source of secrets and comes in as an argument; nothing here
knows which codes are live or used.
"""
