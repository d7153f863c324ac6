"""From an `Article` to claims: cue tables, scope, extraction, and the claim record."""
