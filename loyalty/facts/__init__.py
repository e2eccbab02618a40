"""What happened and what would happen: frozen records of carts, members, quotes and ledger entries."""
