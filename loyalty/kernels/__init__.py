"""Pure integer functions over tables of rows: every rule that touches money, points, tiers or limits."""
