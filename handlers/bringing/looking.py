"""Can this form be asked, with what came with it: looked at outside of any transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import forms
from bot.dialogue.tables import OURS
from bot.media.length import milliseconds
from forms import Fault, Form, FormRefused, Reader
from forms.named import Medium, Named, lacking
from forms.source import read_book
from forms.tables import read_table
from handlers.bringing.parcel import Sent
from models.showing import MAX_PICTURE, MAX_SOUND, PICTURES, SOUNDS, VIDEO
from models.words import FileKind

_WORKBOOKS = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/x-ole-storage",
)
_KINDS = {
    Medium.IMAGE: FileKind.IMAGE,
    Medium.AUDIO: FileKind.AUDIO,
    Medium.VIDEO: FileKind.VIDEO,
}
_TAKEN = {
    Medium.IMAGE: (PICTURES, MAX_PICTURE),
    Medium.AUDIO: (SOUNDS, MAX_SOUND),
    Medium.VIDEO: ((VIDEO,), MAX_SOUND),
}
LARGEST_FORM = 10_000_000
LARGEST_TABLE = 2_000_000


@dataclass(frozen=True, slots=True)
class Looked:
    """`form` is None where none came or it is refused; `faults` are what is wrong, `lacking` which
    files it names that did not come. `with_it` are those that did, by their name in the form.
    """

    form: Form | None = None
    source: bytes = b""
    faults: tuple[Fault, ...] = ()
    lacking: tuple[Named, ...] = ()
    with_it: tuple[tuple[Named, Sent], ...] = ()

    @property
    def can_be_asked(self) -> bool:
        return self.form is not None and not self.faults and not self.lacking


def look(
    sent: Sequence[Sent], readers: Mapping[str, Reader], had: Mapping[str, Collection[str]]
) -> Looked:
    """The newest form among `sent`, oldest first, and what of it is there.

    `had` are names of files that are here already, by form_id and by digest.
    """
    found = _newest_form(sent)
    if isinstance(found, FormRefused):
        return Looked(faults=found.faults)
    if found is None:
        return Looked()
    try:
        form = forms.load(found, readers=readers)
    except FormRefused as refused:
        return Looked(source=found, faults=refused.faults)
    before = [*had.get(form.name, ()), *had.get(form.digest, ())]
    return _with_files(form, found, sent, before)


def _newest_form(sent: Sequence[Sent]) -> bytes | FormRefused | None:
    """Its bytes; why the newest that could be one is none; None where nothing looks like one."""
    why: FormRefused | None = None
    for one in reversed([one for one in sent if _could_be_form(one)]):
        content = one.path.read_bytes()
        try:
            read_book(content)
        except FormRefused as refused:
            is_table = one.name.lower().endswith(".csv")
            why = why or (None if is_table else refused)
            continue
        return content
    return why


def _could_be_form(one: Sent) -> bool:
    if one.content_type in _WORKBOOKS:
        return True
    return one.kind is FileKind.FILE and one.size <= LARGEST_FORM


def _with_files(form: Form, source: bytes, sent: Sequence[Sent], had: Collection[str]) -> Looked:
    with_it = _matched(form.files, sent)
    faults = tuple(fault for named, one in with_it for fault in _unusable(named, one))
    have = [named.name for named, _ in with_it] + [*had, *OURS]
    return Looked(form, source, faults, tuple(lacking(form.files, have)), tuple(with_it))


def _matched(files: Iterable[Named], sent: Sequence[Sent]) -> list[tuple[Named, Sent]]:
    """By name, the newest first; what has no name stands for the first of its kind that lacks."""
    by_name = {one.name.casefold(): one for one in sent if one.name}
    nameless = [one for one in sent if not one.name]
    found = []
    for named in files:
        one = by_name.get(named.name.casefold())
        if one is None:
            kind = _KINDS.get(named.medium)
            one = next((other for other in nameless if other.kind is kind), None)
            if one is not None:
                nameless.remove(one)
        if one is not None:
            found.append((named, one))
    return found


def _unusable(named: Named, one: Sent) -> list[Fault]:
    fits = _is_table(one) if named.medium is Medium.TABLE else _is_taken(named.medium, one)
    if fits:
        return []
    code = f"unusable_{named.medium.value}"
    return [Fault(named.sheet, named.row, named.column, code, {"name": named.name})]


def _is_taken(medium: Medium, one: Sent) -> bool:
    types, most = _TAKEN[medium]
    plays = medium is not Medium.AUDIO or bool(length(one))
    return one.content_type in types and one.size <= most and plays


def length(one: Sent) -> int | None:
    """How long a recording plays, in milliseconds."""
    return one.milliseconds or milliseconds(one.path, one.content_type)


def _is_table(one: Sent) -> bool:
    if one.size > LARGEST_TABLE:
        return False
    try:
        read_table(one.path.read_bytes())
    except FormRefused:
        return False
    return True
