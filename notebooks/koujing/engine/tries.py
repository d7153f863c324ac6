"""Which record of a part ends the process that reads it: noted in a file, since nobody is left to tell."""
import json
from collections import Counter
from pathlib import Path

from ..exchange.files import replace

DEADLY = 2  # so often, since a process can be ended for reasons that are not the record's


class Tries:
    """The tries of a part, noted in a file for as long as it is not done; a context, left when the part is done.

    The first try notes only that it began. Where that is found, the part was not finished: the next tries note each record
    before it is read, and a record at which two of them ended is not read again.
    """

    def __init__(self, path):
        self.path = Path(path)
        try:
            noted = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            noted = None
        self.careful = noted is not None
        self.ended = Counter({int(number): times for number, times in (noted or {}).get("ended", {}).items()})
        if self.careful and noted.get("at") is not None:
            self.ended[noted["at"]] += 1

    def __enter__(self):
        self._note(None)
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.path.unlink(missing_ok=True)
        elif self.careful:
            self._note(None)  # an exception is no end of the process, and blames no record

    def deadly(self, number):
        """Whether this record is not to be read again."""
        return self.ended[number] >= DEADLY

    def begin(self, number):
        """Note, where a try failed before, that this record is read now."""
        if self.careful:
            self._note(number)

    def _note(self, number):
        replace(self.path, json.dumps({"at": number, "ended": self.ended}).encode())
