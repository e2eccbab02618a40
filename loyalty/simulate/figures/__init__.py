"""What a replay came to: every figure of a result, and what it is compared with."""
