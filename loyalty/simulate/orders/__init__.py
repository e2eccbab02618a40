"""Order files read into an OrderLog: what a file means, its rows checked and packed, and kept beside it."""
