"""JupyterLab as a reader has it: a server on a copy of the notebooks, and a notebook run in it by its menus."""
import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from chromium import ROOT

SECONDS = 120  # for each thing waited for: the machine may be busy
POLLING = 250  # milliseconds: a look at every frame would take the kernel's time
SIZE, TALL = ({"width": 1440, "height": height} for height in (800, 2400))  # of a window to work in, and of a picture
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
PROMPTS = f"""() => [...document.querySelectorAll('{PANEL} .jp-CodeCell .jp-InputPrompt')].map(e => e.textContent.trim())"""
SETTLED = f"""wanted => JSON.stringify(({PROMPTS})()) === JSON.stringify(wanted)"""
DARK = {"@jupyterlab/apputils-extension/themes.jupyterlab-settings": {"theme": "JupyterLab Dark"}}
QUIET = {"@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false"}}  # asks nothing


@dataclass(frozen=True)
class Lab:
    """A running server: its address, its token, and the folder that holds its copy of the notebooks."""

    address: str
    token: str
    notebooks: Path

    def ask(self, path, method="GET"):
        """What the server's REST interface answers, read from JSON; None where it answers nothing."""
        request = urllib.request.Request(f"{self.address}/api/{path}", method=method,
                                         headers={"Authorization": f"token {self.token}"})
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            body = answer.read()
        return json.loads(body) if body else None


@contextlib.contextmanager
def serving(folder):
    """A `Lab` on copies of the notebooks and of the corpus in `folder`, ended when left, whatever happened.

    Its settings, workspaces and everything else that Jupyter keeps stand in `folder` too. Raises `RuntimeError` with
    the server's own words where it does not start.
    """
    ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in ("notebooks", "corpus"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    token, said = secrets.token_hex(16), folder / "server.log"
    kept = {name: folder / name.lower() for name in (
        "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
        "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KOUJING_", "PYTHONPATH"))}
    environment |= {name: str(path) for name, path in kept.items()} | {"PYTHONDONTWRITEBYTECODE": "1"}
    options = ["--no-browser", "--ip=127.0.0.1", "--port=0", f"--IdentityProvider.token={token}",
               f"--ServerApp.root_dir={folder / 'notebooks'}", "--ServerApp.allow_remote_access=False",
               "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    with said.open("wb") as log, subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], cwd=folder / "notebooks", env=environment,
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT) as server:
        try:
            yield Lab(answering(server, kept["JUPYTER_RUNTIME_DIR"], token, said), token, folder / "notebooks")
        finally:
            ended(server)


def answering(server, runtime, token, said):
    """The address of a server that was just started, once it answers there."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        for information in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):
                address = f"http://127.0.0.1:{json.loads(information.read_text())['port']}"
                Lab(address, token, runtime).ask("status")
                return address
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{said.read_text(encoding='utf-8', errors='replace')[-3000:]}")


def ended(server):
    """End a server: by its own leave, which ends its kernels too, and by force where it takes more than 20 s."""
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()


def set_up(lab, settings):
    """Give the server these user settings, a dictionary by file name, in place of those it had."""
    folder = lab.notebooks.parent / "jupyterlab_settings_dir"
    shutil.rmtree(folder, ignore_errors=True)
    for name, values in {**QUIET, **settings}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(values), encoding="utf-8")


def opened(page, lab, name):
    """Open a notebook in a page, and wait until its cells are there and its kernel is idle."""
    page.goto(f"{lab.address}/lab/tree/{name}?token={lab.token}&reset")
    page.wait_for_selector(f"{PANEL} .jp-CodeCell")
    waited(lambda: idle(lab, name), f"an idle kernel for {name}")


def sessions(lab, name):
    """The server's sessions of a notebook."""
    return [session for session in lab.ask("sessions") if session["path"] == name]


def idle(lab, name):
    """Whether a notebook has a kernel, and that kernel has nothing to do."""
    return [session["kernel"]["execution_state"] for session in sessions(lab, name)] == ["idle"]


def waited(condition, what):
    """Wait until the condition holds; raises `TimeoutError` where it never does."""
    deadline = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {SECONDS} s for {what}")
        time.sleep(0.1)


def chosen(page, menu, command):
    """Choose a command in one of JupyterLab's menus."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(f'.lm-Menu [data-command="{command}"]').click()


def run_all(page, lab, name, count):
    """Clear all outputs of the notebook shown, run all its cells, and wait until the last of `count` is done."""
    chosen(page, "Edit", "editmenu:clear-all")
    page.wait_for_function(SETTLED, arg=["[ ]:"] * count, polling=POLLING)
    chosen(page, "Run", "runmenu:run-all")
    page.wait_for_function(SETTLED, arg=[f"[{number}]:" for number in range(1, count + 1)], polling=POLLING)
    waited(lambda: idle(lab, name), f"{name} to end")


def saved(page, lab, name):
    """The notebook shown as JupyterLab writes it, read back from the file."""
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url):
        chosen(page, "File", "docmanager:save")
    return json.loads((lab.notebooks / name).read_text(encoding="utf-8"))


def left(lab, name):
    """End the kernels of a notebook."""
    for session in sessions(lab, name):
        lab.ask(f"sessions/{session['id']}", "DELETE")


def photographed(page, folder, name):
    """The paths of pictures of the whole notebook shown, one a screenful, written into `folder`."""
    page.set_viewport_size(TALL)
    scroller = page.locator(f"{PANEL} .jp-WindowedPanel-outer").first
    paths, place = [], 0
    while True:
        scroller.evaluate("(element, place) => { element.scrollTop = place }", place)
        page.wait_for_timeout(300)
        path = folder / f"{name}-{len(paths) + 1:02}.png"
        scroller.screenshot(path=path)
        paths.append(path)
        height, shown, place_now = scroller.evaluate("e => [e.scrollHeight, e.clientHeight, e.scrollTop]")
        end = scroller.locator(".jp-Cell").last.evaluate("cell => cell.getBoundingClientRect().bottom")
        if end < TALL["height"] or place_now + shown >= height - 2:
            return paths
        place += shown - 40
