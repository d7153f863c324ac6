"""A person's decisions on single claims: read and checked, anchored in the text as it is now, applied to the claims."""
