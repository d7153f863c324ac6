"""Formats in and out: claims as tables, coded articles for the tools that people code with, and what they decided there.

Every file is written whole or not at all. What is imported is untrusted: it is read by readers that extract nothing
to disk, expand no entity and follow no link (`untrusted`).
"""
from .claims import FORMATS, claims_bytes, read_claims
from .files import replace, write, write_texts

__all__ = ["FORMATS", "claims_bytes", "read_claims", "replace", "write", "write_texts"]
