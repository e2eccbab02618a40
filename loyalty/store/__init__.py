"""Tables in the host's own database, and the rows that standings, orders and entries become."""
