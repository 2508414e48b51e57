"""A copy of the tree as a clone has it: what git holds, and nothing that only lies about here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from base.settings import ROOT


def clone(to: Path) -> Path:
    """The files that git knows, as they are now. A file that nobody added is not in it.

    Also where the tree is somebody else's, as in a container.
    """
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def installed(tree: Path) -> Path:
    """The packages of the tests stand for a finished `make install`; nothing is written there."""
    (tree / ".venv").mkdir()
    for one in (ROOT / ".venv").resolve().iterdir():
        if not one.name.startswith(".installed"):
            (tree / ".venv" / one.name).symlink_to(one)
    shutil.copy(tree / "requirements.txt", tree / ".venv" / ".installed")
    return tree
