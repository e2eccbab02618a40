"""Pages for staff: programmes with their checks, and simulations on past orders, in English and Chinese."""
