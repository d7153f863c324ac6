"""The formats of `koujing export` and `koujing import`, and how to tell them apart."""
import io
import zipfile
from importlib import import_module

from ..read.article import InputFault
from .untrusted import parsed

TARGETS = {  # format: module, function that writes, function that reads (None: it holds no decisions)
    "qdpx": ("refi", "write_project", "read_project"),
    "qdc": ("refi", "write_codebook", None),
    "label-studio": ("label_studio", "write", "read"),
    "doccano": ("doccano", "write", "read"),
    "webanno": ("web_annotation", "write", "read"),
    "cas": ("cas", "write", "read"),
}


def write_bytes(target, documents):
    """The bytes of the documents in a format."""
    module, function, _ = TARGETS[target]
    return getattr(import_module(f".{module}", __package__), function)(documents)


def read_documents(target, path, data):
    """The documents in bytes of a format. Raises `InputFault`."""
    module, _, function = TARGETS[target]
    if function is None:
        raise InputFault(path, "is a codebook, and holds no decisions on claims", "give the project (.qdpx)")
    return getattr(import_module(f".{module}", __package__), function)(path, data)


def detected(path, data):
    """The format of bytes that a tool exported, by what stands in them. Raises `InputFault` where it is none of ours."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if data[:2] == b"PK":
        names = _names(data)
        for ending, target in ((".qde", "qdpx"), (".xmi", "cas"), (".jsonl", "doccano")):
            if any(name.lower().endswith(ending) for name in names):
                return target
    elif start == b"<":
        return "qdc" if b"urn:QDA-XML:codebook" in data[:4000] else "cas"
    elif start == b"[":
        said = parsed(path, data)
        first = said[0] if said else None
        return "label-studio" if not (isinstance(first, dict) and "target" in first) else "webanno"
    elif start == b"{":
        return _of_object(path, data)
    raise InputFault(path, "is in none of the formats", f"say which with --from: {', '.join(TARGETS)}")


def _of_object(path, data):
    """The format of a file that begins with a JSON object: one object, or one a line."""
    try:
        said = parsed(path, data)
    except InputFault:
        return "doccano"
    if "@context" in said or "target" in said or "items" in said:
        return "webanno"
    return "label-studio" if isinstance(said.get("data"), dict) else "doccano"


def _names(data):
    try:
        return zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []
