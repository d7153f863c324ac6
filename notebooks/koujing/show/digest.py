"""What a figure says in text: the digest of the data that it draws, so that a change of data is seen without the picture."""
import hashlib
import json
from numbers import Integral, Real

LENGTH = 12  # hexadecimal digits: an accident is one in 10 ** 14


def said(name, title, tables):
    """One line for a figure: its name, its title, the rows and columns of its tables, and the digest of their data.

    >>> import pandas as pd
    >>> said("score_bars", "How well", [pd.DataFrame({"item": ["channel.sms"], "f1": [1.0]})])
    'score_bars: How well | data 1 × 2, sha256 3e9bf3222323'
    """
    sizes = " + ".join(f"{len(table)} × {len(table.columns)}" for table in tables)
    return f"{name}: {title} | data {sizes or 'none'}, sha256 {digest(tables)}"


def digest(tables):
    """The first 12 hexadecimal digits of the SHA-256 of data frames, the same for equal values on every platform.

    Names of columns, cells and the order of both count; an index counts where it has a name. See `plain`.

    >>> import pandas as pd
    >>> whole = pd.DataFrame({"rank": pd.array([1, None], dtype="Int64")})
    >>> digest([whole]) == digest([whole.astype("float64")]) == digest([whole.astype("object")])
    True
    """
    lines = []
    for table in tables:
        flat = table if table.index.names == [None] else table.reset_index()
        lines.append([str(column) for column in flat.columns])
        lines += [[plain(cell) for cell in row] for row in flat.itertuples(index=False, name=None)]
        lines.append(len(table))
    text = "\n".join(json.dumps(line, ensure_ascii=True, separators=(",", ":")) for line in lines)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:LENGTH]


def plain(cell):
    """The cell as None, bool, int or str: no type of a library, and no digit of a float beyond the ninth.

    The last bits of a logarithm differ between systems; a whole number is one whatever its type.

    >>> plain(2.0), plain(1 / 3), plain(float("nan")), plain(True), plain("短信")
    (2, '0.333333333', None, True, '短信')
    """
    if cell is None or type(cell).__name__ in ("NAType", "NaTType") or (isinstance(cell, Real) and cell != cell):
        return None
    if isinstance(cell, str):
        return str(cell)
    if isinstance(cell, bool) or type(cell).__name__ == "bool":
        return bool(cell)
    if isinstance(cell, Integral):
        return int(cell)
    if isinstance(cell, Real):
        return int(cell) if float(cell).is_integer() else f"{float(cell):.9g}"
    if isinstance(cell, (tuple, list)):
        return [plain(part) for part in cell]
    return str(cell)
