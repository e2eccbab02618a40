"""What lies behind a figure: the orders that make it up, and the arithmetic of each."""
