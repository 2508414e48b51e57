"""This machine: settings, disk. Nothing here asks anybody else."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from base.settings import Settings, SettingsFault, read
from commands.doctor.finding import Finding, advice, ill, well
from commands.site import LOOPBACK

GIGA = 1_000_000_000
FULL, NEARLY = 1, 5  # GB that are left; a film of LINE's has up to 0.3


def read_settings() -> tuple[Settings | None, list[Finding]]:
    """The settings when they are whole; every fault a finding of its own."""
    try:
        settings = read(Settings)
    except SettingsFault as fault:
        faults = str(fault).splitlines()
        return None, [ill("doctor.setting", "doctor.setting_do", fault=one) for one in faults]
    return settings, [well("doctor.settings")]


def public_address(settings: Settings) -> Finding:
    """LINE shows pictures from https alone (REF §Image message); a simulator takes loopback too."""
    url = urlsplit(settings.public_url)
    if url.scheme == "https" or urlsplit(settings.line_api_url).hostname in LOOPBACK:
        return well("doctor.public", url=settings.public_url)
    return advice("doctor.public_not_https", "doctor.public_do", url=settings.public_url)


def disk(settings: Settings) -> Iterator[Finding]:
    """Room where files and a SQLite database lie, and whether files can be written at all."""
    folders = {settings.media_dir}
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        folders.add(Path(url.database).parent)
    for folder in sorted(folders):
        yield _room(folder)
    yield _writable(settings.media_dir)


def _room(folder: Path) -> Finding:
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    left = shutil.disk_usage(there).free / GIGA
    values = {"folder": folder, "left": f"{left:.1f}"}
    if left < FULL:
        return ill("doctor.disk", "doctor.disk_do", **values)
    if left < NEARLY:
        return advice("doctor.disk", "doctor.disk_do", **values)
    return well("doctor.disk", **values)


def _writable(folder: Path) -> Finding:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            return well("doctor.media", folder=folder)
    except OSError as fault:
        why = os.strerror(fault.errno or 0)
        return ill("doctor.media_not", "doctor.media_do", folder=folder, why=why)
