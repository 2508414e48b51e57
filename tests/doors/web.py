"""The real web door of a project, and what LINE would post to it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import urllib3

from base.clock import monotonic, pause
from tests.doors.conftest import PATIENCE, Project
from tests.support.run import free_ports

BODY = b'{"destination": "U00000000000000000000000000000000", "events": []}'


@contextmanager
def served(project: Project, environ: Mapping[str, str]) -> Iterator[str]:
    """`gunicorn wsgi:app` on a port of its own; its address, once it answers."""
    port, _ = free_ports()
    where = {"WETHI_BIND": f"127.0.0.1:{port}"}
    process = project.start(["gunicorn", "wsgi:app"], {**where, **environ})
    try:
        yield _once_it_answers(f"http://127.0.0.1:{port}")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


def posted(url: str, secret: str) -> int:
    """The status of a webhook signed with this secret."""
    signature = base64.b64encode(hmac.digest(secret.encode(), BODY, hashlib.sha256))
    headers = {"X-Line-Signature": signature.decode(), "Content-Type": "application/json"}
    answer = urllib3.request("POST", f"{url}/callback", body=BODY, headers=headers, retries=False)
    return answer.status


def _once_it_answers(url: str) -> str:
    give_up = monotonic() + PATIENCE
    while True:
        try:
            urllib3.request("GET", f"{url}/healthz", retries=False, timeout=PATIENCE)
        except urllib3.exceptions.HTTPError:
            assert monotonic() < give_up, "the web does not answer"
            pause(0.05)
        else:
            return url
