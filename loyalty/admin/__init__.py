"""Pages for staff: programmes with their checks, and simulations on past orders, in English and Chinese.

Pages draw and compute no money: a run is a process of the command line, its answer the result's JSON. No
other room knows Streamlit, and no page reaches a shop's database.
"""
