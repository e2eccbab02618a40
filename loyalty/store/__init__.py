"""Tables in the host's own database, and the rows that standings, orders and entries become.

Statements stand here, and run in the transaction that the host commits. What an operation does is the live
shop's affair, what it comes to the engine's.
"""
