"""`make run` in a fresh copy of the tree, from the word to both addresses answering."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

from base.clock import monotonic, pause
from base.settings import ROOT
from bench.figures import Part
from bench.scale import Scale
from bench.site import answers, free_port

PATIENCE = 60.0


def measure(folder: Path, scale: Scale) -> Part:
    part = Part(
        "`make run`",
        "In a copy of the tree without `.env` and `var/`, packages installed: until the web's and "
        "the simulator's addresses answer. The later start finds the database of the first.",
    )
    subprocess.run(["make", "install"], cwd=ROOT, check=True, timeout=600)
    copied = copy_tree(folder / "tree")
    part.tell("first start", start_seconds(copied), "s", 10)
    later = min(start_seconds(copied) for _ in range(scale.repeats))
    part.tell("later start", later, "s", 10)
    return part


def copy_tree(to: Path) -> Path:
    """What git has or would take; the installed packages are linked."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    (to / ".venv").symlink_to(ROOT / ".venv")
    return to


def start_seconds(tree: Path) -> float:
    """RuntimeError with its last words when it does not answer in a minute."""
    web, simulator = free_port(), free_port()
    ports = {"WETHI_WEB_PORT": str(web), "WETHI_SIMULATOR_PORT": str(simulator)}
    clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with (tree / "run.log").open("wb") as log:
        began = monotonic()
        process = subprocess.Popen(
            ["make", "run"],
            cwd=tree,
            env=clean | ports,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        return _until_both_answer(process, began, web, simulator)
    except TimeoutError as fault:
        raise RuntimeError((tree / "run.log").read_text(errors="replace")[-2000:]) from fault
    finally:
        _end(process)


def _until_both_answer(
    process: subprocess.Popen[bytes], began: float, web: int, simulator: int
) -> float:
    while process.poll() is None and monotonic() - began < PATIENCE:
        if answers(simulator, "/_simulator/") and answers(web):
            return monotonic() - began
        pause(0.05)
    raise TimeoutError


def _end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C does: the signal goes to make and to what it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=5)
