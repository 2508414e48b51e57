"""Found by gunicorn itself. Two processes carry a province with room to spare."""

import os
from typing import Any

from base.heap import settle

bind = os.environ.get("WETHI_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = 2
# Those who wait for the disk together share one commit: more threads, fewer commits.
threads = 16
# LINE counts an answer after 2 s as failed; a request that takes longer than this is stuck.
timeout = 30
graceful_timeout = 10
keepalive = 30
# Longest request line in bytes; our addresses are far shorter.
limit_request_line = 8190
accesslog = None
errorlog = "-"
control_socket_disable = True


def post_worker_init(_worker: Any) -> None:
    settle()
