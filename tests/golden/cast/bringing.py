"""A form that staff brought earlier."""

from __future__ import annotations

from datetime import datetime, timedelta
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


def seven_forms(session: Session, now: datetime) -> None:
    """«แบบที่ 1» to «แบบที่ 7», the last one brought last; each asks one thing."""
    for number in range(1, 8):
        source = (
            "| survey |\n| | type | name | label |\n| | text | why | เพราะอะไรคะ |\n"
            f"| settings |\n| | form_title | form_id |\n| | แบบที่ {number} | form{number} |\n"
        ).encode()
        at = now + timedelta(minutes=number)
        store_form(session, brought(forms.load(source), source), None, at)
