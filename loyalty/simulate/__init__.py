"""Past orders replayed through draft programmes: what each draft would have cost."""
