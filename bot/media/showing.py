"""Pictures and voices that we send: addresses of our own, for one pair of eyes, for a while.

Whoever opens one is served by `console/pictures.py`, which asks again whether that account may
still see it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from base.tickets import ticket
from bot.messages.bubbles import Bubble, Image, Sound, Video
from models import documents
from models.exports import PURPOSE as RESPONSES
from models.files import File
from models.showing import FORUM_CODE, NEWS, PACKAGE, PURPOSE, View, is_heard, is_watched, views
from models.words import Class, FileKind

SHOWN_FOR = timedelta(days=1)
RESTRICTED_FOR = timedelta(hours=1)
NEWS_FOR = timedelta(days=90)
AT_ONCE = 4  # of the five messages of a request; the last says how to go on


@dataclass(frozen=True)
class Showing:
    """`url` is PUBLIC_URL."""

    url: str
    secret: str = field(repr=False)

    def bubble(self, file: File, viewer: str, now: datetime) -> Bubble | None:
        """The picture or voice as a message; None if LINE could not show it. `viewer` is an
        account, or what `models.showing.own_viewer` says."""
        until = now + lasts(file)
        if is_heard(file):
            sound = Sound(self._url(file, View.WHOLE, viewer, until), file.duration_ms or 0)
            return Bubble(sound=sound)
        if is_watched(file):
            whole, small = (self._url(file, view, viewer, until) for view in View)
            return Bubble(video=Video(whole, small))
        seen = views(file)
        if seen is None:
            return None
        tapped = self._url(file, seen.tapped, viewer, until)
        return Bubble(image=Image(tapped, self._url(file, seen.preview, viewer, until)))

    def coming(self, file: File, viewer: str, now: datetime) -> Bubble | None:
        """A recording whose bytes may still be on their way: they are there before a finger is."""
        if file.kind is not FileKind.AUDIO or not file.duration_ms:
            return None
        until = now + lasts(file)
        return Bubble(sound=Sound(self._url(file, View.WHOLE, viewer, until), file.duration_ms))

    def announced(self, file: File, announcement_id: int, since: datetime) -> Image | None:
        """The picture of an announcement, under one address for all; None if LINE could not show
        it."""
        seen = views(file)
        if seen is None:
            return None
        until = since + NEWS_FOR
        whats = (f"{file.id}-{one.value}-{announcement_id}" for one in (seen.tapped, seen.preview))
        return Image(*(f"{self.url}/p/{ticket(self.secret, NEWS, one, until)}" for one in whats))

    def document(self, file: File, name: str, whose: str, since: datetime) -> str | None:
        """The address of a file to keep, one for all, that leads out of LINE's own browser
        (`package`). `whose`: an announcement's number, or what `models.advice.mark` says; of what
        is still written ('') it names the kind and lasts a day. None if it may not be given out."""
        end = documents.ending(name)
        if documents.given_as(file, end) is None:
            return None
        what = f"{file.id}-{whose or f'0-{end}'}"
        until = since + (NEWS_FOR if whose else SHOWN_FOR)
        made = ticket(self.secret, documents.PURPOSE, what, until)
        return f"{self.url}/d/{made}?openExternalBrowser=1"

    def package(self, name: str, until: datetime) -> str:
        """The address of somebody's own files in one. LINE's own browser saves no file: the
        parameter leads out of it (LINE URL scheme, "Opening a URL in an external browser")."""
        made = ticket(self.secret, PACKAGE, name, until)
        return f"{self.url}/z/{made}?openExternalBrowser=1"

    def forum_code(self, code: str, until: datetime) -> str:
        """The address of the QR that types a forum's code."""
        return f"{self.url}/q/{ticket(self.secret, FORUM_CODE, code, until)}"

    def responses(self, export_id: str, account_id: str, until: datetime) -> str:
        """The address of the responses that an officer asked for."""
        made = ticket(self.secret, RESPONSES, f"{export_id}-{account_id}", until)
        return f"{self.url}/x/{made}?openExternalBrowser=1"

    def _url(self, file: File, view: View, viewer: str, until: datetime) -> str:
        what = f"{file.id}-{view.value}-{viewer}"
        return f"{self.url}/p/{ticket(self.secret, PURPOSE, what, until)}"


def lasts(file: File) -> timedelta:
    return RESTRICTED_FOR if file.file_class is Class.RESTRICTED else SHOWN_FOR


def can_be_shown(files: Iterable[File]) -> list[File]:
    return [file for file in files if views(file) is not None or is_heard(file)]


def why_not(public_url: str, line_api_url: str) -> str | None:
    """Why no picture can be sent; None when it can.

    LINE takes https alone. A simulator on this machine also takes http from this machine.
    """
    if public_url.startswith("https://"):
        return None
    here = _is_loopback(public_url)
    if here and _is_loopback(line_api_url):
        return None
    what = "names this machine" if here else "is not https"
    return f"PUBLIC_URL {what}: pictures and voices are not shown in the chat"


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
