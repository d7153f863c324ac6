"""What decides the results of a run: the inputs, the rules, the settings, and the program that reads them."""
import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
DECIDES = ("read", "code", "engine/rows.py")  # what of the package decides which rows come out


def described(found, limit, choice, codebook):
    """What decides the results of a run, as a dictionary that JSON can hold: two runs that agree in it may share a folder."""
    from .. import __version__

    inputs = hashlib.sha256()
    for part in found:
        inputs.update(json.dumps([part.number, part.kind, part.first, part.last, part.names,
                                  [(Path(path).name, _size(path)) for path in part.paths]]).encode())
    tables = hashlib.sha256(program().encode())
    for path in sorted(Path(codebook).rglob("*.csv")) if codebook else ():
        tables.update(path.name.encode() + path.read_bytes())
    return {"koujing": __version__, "parts": len(found), "inputs": inputs.hexdigest(), "rules": tables.hexdigest(),
            "seconds an article": limit, "choice": choice and asdict(choice)}


def _size(path):
    try:
        return Path(path).stat().st_size
    except OSError:
        return None


@cache
def program():
    """The checksum of what of the package decides the results: workers with another give other results."""
    found = hashlib.sha256()
    for name in DECIDES:
        place = PACKAGE / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".py", ".csv"):
                found.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return found.hexdigest()
