"""`gunicorn wsgi:app`."""

from __future__ import annotations

import sys

from base.logs import set_up
from base.settings import Settings, SettingsFault, read
from bootstrap import web

set_up()
try:
    app = web(read(Settings))
except SettingsFault as fault:
    sys.stderr.write(f"{fault}\n")
    raise SystemExit(2) from fault
