"""How long our commands take from a cold start, against a Python that does nothing: wall seconds in interleaved rounds."""
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {
    "bare": ["-c", "pass"],
    "import": ["-c", "import koujing"],
    "claims": ["-m", "koujing", "claims", str(ROOT / "corpus" / "articles")],
}
NOTEBOOKS = ["-m", "koujing", "notebooks", "--check"]


def seconds(arguments):
    """The wall seconds of one Python process in the notebooks' folder."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT / "notebooks", stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def measured(rounds, notebooks=False):
    """Rows of `commands.csv`: command, round, seconds. The first round, in which files are read from disk, does not count."""
    rows = [{"command": name, "round": number, "seconds": seconds(arguments)}
            for number in range(rounds + 1) for name, arguments in COMMANDS.items()]
    once = [{"command": "notebooks", "round": 1, "seconds": seconds(NOTEBOOKS)}] if notebooks else []
    return [row for row in rows if row["round"]] + once
