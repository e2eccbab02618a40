"""What happened and what would happen: frozen records of carts, members, quotes and ledger entries.

They know one another and nothing else: the engine, the store and the simulator speak in them.
"""
