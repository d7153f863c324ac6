"""From tables to pictures and marked-up text. Nothing in this room computes what is not in a table."""
