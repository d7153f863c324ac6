"""From claims to tables of numbers. Nothing in this room knows Chinese."""
