"""`flask …` beside a site, as its operator has it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from base.settings import ROOT
from tests.journeys.site import Site


def flask(site: Site, *words: str) -> list[str]:
    """The lines it says; raises where it fails."""
    settings = site.settings
    env = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": settings.database_url,
        "CLOCK": settings.clock,
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "DATA_KEYS": settings.data_keys.get_secret_value(),
    }
    done = subprocess.run(
        [sys.executable, "-m", "flask", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout.splitlines()
