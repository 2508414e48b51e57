"""A form that staff brought earlier."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

import forms
from handlers.bringing.storing import brought
from models.stored_forms import store_form

FORM = Path(__file__).parent.parent / "bringing" / "lunch.md"


def lunch_form(session: Session, now: datetime) -> None:
    """Two questions; its picture was never sent."""
    source = FORM.read_bytes()
    store_form(session, brought(forms.load(source), source), None, now)
