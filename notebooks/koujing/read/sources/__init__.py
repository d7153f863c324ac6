"""Articles in collections too large to read at once: cut into parts, each read a record at a time.

`parts` cuts folders, files and containers (Parquet, JSON lines, WARC) without reading a text; `documents` reads one part.
"""
from .cut import parts
from .records import Choice, Document, Part
from .stream import documents

__all__ = ["Choice", "Document", "Part", "documents", "parts"]
