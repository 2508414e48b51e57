"""`gunicorn wsgi:app`."""

from __future__ import annotations

import sys

from base.logs import set_up
from base.settings import Settings, SettingsFault, read
from bootstrap import web

# With any other code gunicorn starts the worker again, for ever (gunicorn/arbiter.py).
APP_LOAD_ERROR = 4

set_up()
try:
    app = web(read(Settings))
except SettingsFault as fault:
    sys.stderr.write(f"{fault}\n")
    raise SystemExit(APP_LOAD_ERROR) from fault
