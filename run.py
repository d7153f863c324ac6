"""The project's commands; needs Python 3.11 or newer and nothing else: python3 run.py [--venv DIR] COMMAND [ARGUMENTS]

  lab        open the notebooks in JupyterLab           (arguments go to JupyterLab: --no-browser --port 9999)
  test       check style, run the tests, check every notebook against its stored outputs,
             then run each in JupyterLab in a browser, where there is one  (to pytest: -k NAME, -m "not browser")
  notebooks  execute all notebooks and store their outputs                                 (--check: only compare)
  pictures   draw the README's pictures anew: the main finding, the reader page            (PAGE.html: another page)
  koujing    the command line: koujing claims PATH, koujing articles PATH, koujing run --corpus DIR --out DIR

The first call makes an environment in .venv beside this file, or in DIR (or $KOUJING_VENV), and installs
requirements.txt into it; later calls do so again only after the requirements or the Python version changed.
"""
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NOTEBOOKS = ROOT / "notebooks"
BROWSER = Path("tests") / "browser"
REQUIREMENTS = ROOT / "requirements.txt"
OLDEST = (3, 11)

# Left in an environment that we made and filled: only such a one is ever emptied and made anew.
STAMP = "koujing-requirements.sha256"

# pytest's exit status where no test was selected.
NOTHING_SELECTED = 5

# A shell's exit status for a command ended by Ctrl-C.
INTERRUPTED = 130


def say(message):
    """Print one line on standard error, where it does not mix with a command's data."""
    print(message, file=sys.stderr, flush=True)


def python_in(folder):
    """The path of the interpreter in an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted_stamp(requirements=REQUIREMENTS):
    """The hash of what an environment must hold: the requirements, and the Python that they were chosen for."""
    return hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()


def environment(folder, requirements=REQUIREMENTS):
    """The interpreter of an environment that holds the requirements, made or refreshed where needed."""
    python, stamp = python_in(folder), folder / STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted_stamp(requirements) and python.exists():
        return python
    ours = stamp.is_file()
    if folder.exists() and not ours and not (folder / "pyvenv.cfg").is_file() and any(folder.iterdir()):
        raise SystemExit(f"{folder}: holds files but no Python environment; name another folder with --venv")
    uv = shutil.which("uv")
    if not uv and importlib.util.find_spec("ensurepip") is None:
        version = "{}.{}".format(*sys.version_info[:2])
        raise SystemExit(f"this Python cannot make environments (no ensurepip); on Debian and Ubuntu: "
                         f"sudo apt install python{version}-venv; or install uv; then call again")
    say(f"Preparing {folder} (once; about a minute) ...")
    make = [sys.executable, "-m", "venv"] + ["--clear"] * ours + ["--without-pip"] * bool(uv)
    call(make + [str(folder)])
    if uv:
        # Compiled now, since the syntax warnings of an old dependency would else appear under a notebook's first cell.
        install = [uv, "pip", "install", "--quiet", "--python", str(python), "--compile-bytecode"]
    else:
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call(install + ["-r", str(requirements)])
    stamp.write_text(wanted_stamp(requirements), encoding="ascii")
    return python


def call(command):
    """Run a step of the set-up; end the program where it fails, its own message standing above."""
    if subprocess.run(command, stdout=sys.stderr.fileno()).returncode:
        raise SystemExit(f"could not prepare the environment: `{' '.join(command[:4])} ...` failed, see above")


def run(python, arguments, folder=None, **variables):
    """The exit status of the environment's Python with these arguments, able to import the package from anywhere."""
    path = os.pathsep.join(filter(None, [str(NOTEBOOKS), os.environ.get("PYTHONPATH")]))
    settings = {**os.environ, "PYTHONPATH": path, **variables}
    with subprocess.Popen([str(python), *arguments], cwd=folder, env=settings) as child:
        before = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        interrupted = False
        try:
            while True:
                try:
                    status = child.wait()
                    return INTERRUPTED if interrupted else status
                except KeyboardInterrupt:
                    # The child has got it too; JupyterLab now asks whether to end, and ends its kernels.
                    interrupted = True
        finally:
            signal.signal(signal.SIGTERM, before)


def lab(python, arguments):
    """Serve the notebooks in JupyterLab, opened at the first."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments = ["--allow-root", *arguments]
    start = NOTEBOOKS / "00-start-here.ipynb"
    options = [f"--ServerApp.root_dir={NOTEBOOKS}", f"--LabApp.default_url=/lab/tree/{start.name}"]
    return run(python, ["-m", "jupyterlab", *options, *arguments], folder=NOTEBOOKS)


def test(python, arguments):
    """Style, unit tests with doctests, twice every notebook against its stored outputs, then all in a browser."""
    os.environ.pop("KOUJING_CORPUS", None)  # the stored outputs are those of the corpus shipped
    arguments, named = resolved(arguments)
    style = ["-m", "ruff", "check", "--output-format", "concise", "."]
    compare = ["-m", "pytest", "--nbval", "--nbval-current-env"]
    if named:
        steps = [("chosen files", compare + arguments, {})]
    else:
        notebooks = sorted(str(path.relative_to(ROOT)) for path in NOTEBOOKS.glob("*.ipynb"))
        compare += ["-n", "2", "--dist", "loadfile", *arguments, *(notebooks or ["notebooks"])]
        elsewhere = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
        steps = [("tests", ["-m", "pytest", "-n", "2", "--dist", "loadfile", *arguments], {}), ("notebooks", compare, {}),
                 ("notebooks, other time zone, locale and hash seed", compare, elsewhere),
                 # Last, so that its word on a missing browser is the last that is read.
                 ("browser", ["-m", "pytest", str(BROWSER), *arguments], {})]
    statuses = []
    for title, command, variables in [("style", style, {}), *steps]:
        say(f"== {title}")
        statuses.append(run(python, command, folder=ROOT, **variables))
        if statuses[-1] == INTERRUPTED:
            break
    # A selection (-k) may leave a step without tests, but not all of them; without one every step must have some.
    tolerated = {0, NOTHING_SELECTED} if arguments and 0 in statuses[1:] else {0}
    return next((status for status in statuses if status not in tolerated), 0)


def resolved(arguments):
    """The arguments with test files made absolute from where the user stands, and whether there are any."""
    parts = [argument.partition("::") for argument in arguments]
    files = [Path(name).suffix in {".py", ".ipynb"} for name, *_ in parts]
    found = [str(Path(name).resolve()) + mark + rest if file else name + mark + rest
             for (name, mark, rest), file in zip(parts, files, strict=True)]
    return found, any(files)


def notebooks(python, arguments):
    """Execute all notebooks and write them canonically."""
    return run(python, ["-m", "koujing", "notebooks", *arguments])


def pictures(python, arguments):
    """Draw the README's pictures, the page named in place of the reader page of the corpus shipped."""
    return run(python, [str(ROOT / BROWSER / "pictures.py"), *arguments])


def koujing(python, arguments):
    """The package's command line, from the folder that the user is in."""
    return run(python, ["-m", "koujing", *arguments])


COMMANDS = {"lab": lab, "test": test, "notebooks": notebooks, "pictures": pictures, "koujing": koujing}


def main(arguments):
    """Run one command; the exit status is its own, 2 where the call is wrong."""
    if sys.version_info < OLDEST:
        raise SystemExit("Koujing needs Python 3.11 or newer, and this is {}.{}; install a newer one, and call it by "
                         "its name (python3.13 run.py lab)".format(*sys.version_info[:2]))
    folder = os.environ.get("KOUJING_VENV") or ROOT / ".venv"
    if arguments[:1] == ["--venv"] and len(arguments) > 1:
        folder, arguments = arguments[1], arguments[2:]
    if not arguments or arguments[0] not in COMMANDS:
        asked = arguments[:1] in (["-h"], ["--help"], ["help"])
        print(__doc__.strip(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    python = environment(Path(folder).resolve())
    return COMMANDS[arguments[0]](python, arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
