"""The XForm that pyxform makes of a form: its parts by the path of the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import fromstring

_X = "{http://www.w3.org/2002/xforms}"
_H = "{http://www.w3.org/1999/xhtml}"
JR = "{http://openrosa.org/javarosa}"
_GROUPS = (f"{_X}group", f"{_X}repeat")


@dataclass(frozen=True, slots=True)
class Triggered:
    """A value that is set when one of these answers changes (XForms `xforms-value-changed`)."""

    value: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class XForm:
    """Parts of the XForm (ODK XForms specification). Paths are full: `/data/group/name`."""

    title: str
    form_id: str
    version: str
    data: Xml
    binds: Mapping[str, Xml]
    controls: Mapping[str, Xml]
    lists: Mapping[str, Xml]
    tables: frozenset[str]
    itext: Mapping[str, Mapping[str, Xml]]
    defaults: Mapping[str, str]
    default_language: str = ""
    triggered: Mapping[str, Triggered] = field(default_factory=dict)
    repeats: Mapping[str, Xml] = field(default_factory=dict)


def read_xform(xml: str) -> XForm:
    # The text comes from pyxform, not from outside.
    top = fromstring(xml)  # noqa: S314
    model = _one(_one(top, f"{_H}head"), f"{_X}model")
    body = _one(top, f"{_H}body")
    instances = model.findall(f"{_X}instance")
    data = instances[0][0]
    named = {str(i.get("id")): i for i in instances[1:]}
    return XForm(
        title=top.findtext(f"{_H}head/{_H}title") or "",
        form_id=data.get("id") or "",
        version=data.get("version") or "",
        data=data,
        binds={str(b.get("nodeset")): b for b in model.findall(f"{_X}bind")},
        controls={str(c.get("ref")): c for c in _controls(body)},
        lists={name: i for name, i in named.items() if not i.get("src")},
        tables=frozenset(name for name, i in named.items() if i.get("src")),
        itext={str(t.get("lang")): _texts(t) for t in model.iter(f"{_X}translation")},
        defaults=dict(_defaults(model, body)),
        default_language=_default_language(model),
        triggered=_triggered(body),
        repeats={str(r.get("nodeset")): r for r in body.iter(f"{_X}repeat")},
    )


def _one(parent: Xml, tag: str) -> Xml:
    found = parent.find(tag)
    if found is None:
        raise ValueError(tag)
    return found


def _controls(parent: Xml) -> Iterator[Xml]:
    for child in parent:
        if child.get("ref") and child.tag != f"{_X}setvalue":
            yield child
        if child.tag in _GROUPS:
            yield from _controls(child)


def _triggered(body: Xml) -> dict[str, Triggered]:
    found: dict[str, Triggered] = {}
    for control in body.iter():
        for action in control.findall(f"{_X}setvalue"):
            if "xforms-value-changed" in (action.get("event") or ""):
                ref, by = str(action.get("ref")), str(control.get("ref"))
                earlier = found.get(ref)
                already = earlier.by if earlier else ()
                found[ref] = Triggered(action.get("value") or "", (*already, by))
    return found


def _defaults(model: Xml, body: Xml) -> Iterator[tuple[str, str]]:
    """Computed defaults by the path of their answer; those of a repeat's entries stand in it."""
    inside = [s for s in body.iter(f"{_X}setvalue") if "odk-new-repeat" in str(s.get("event"))]
    for setvalue in (*model.findall(f"{_X}setvalue"), *inside):
        yield str(setvalue.get("ref")), setvalue.get("value") or ""


def _texts(translation: Xml) -> dict[str, Xml]:
    return {str(text.get("id")): text for text in translation}


def _default_language(model: Xml) -> str:
    tongues = list(model.iter(f"{_X}translation"))
    marked = [t for t in tongues if t.get("default")]
    return str((marked or tongues)[0].get("lang")) if tongues else ""


def plain(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def part(parent: Xml | None, tag: str) -> Xml | None:
    return parent.find(f"{_X}{tag}") if parent is not None else None
