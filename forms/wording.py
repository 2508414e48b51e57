"""Labels, hints and messages of an XForm as Texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element as Xml

from forms.languages import UNNAMED, code_of
from forms.plot import Plot
from forms.texts import Part, Text

_ITEXT = "jr:itext("


class Wording:
    """Reads sentences, in all languages, with their `${…}` compiled."""

    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self.default = code_of(plot.xform.default_language) if plot.xform.itext else UNNAMED

    def hint(self, path: str, xml: Xml | None) -> Text:
        """The hint; guidance_hint, which is for whoever asks on, stands in where there is none."""
        plain = self.text(path, "hint", xml)
        reference = (xml.get("ref") or "") if xml is not None else ""
        if plain or not reference.startswith(_ITEXT):
            return plain
        return self.itext(path, "guidance_hint", _id(reference), form="guidance")

    def text(self, path: str, word: str, xml: Xml | None) -> Text:
        """A <label> or <hint>: its own words or a reference to itext."""
        if xml is None:
            return Text()
        reference = xml.get("ref") or ""
        if reference.startswith(_ITEXT):
            return self.itext(path, word, _id(reference))
        return Text({UNNAMED: tuple(self._parts(path, word, xml))}, UNNAMED)

    def message(self, path: str, word: str, text: str | None) -> Text:
        """jr:constraintMsg or jr:requiredMsg of a bind."""
        if not text:
            return Text()
        if text.startswith(_ITEXT):
            return self.itext(path, word, _id(text))
        return Text({UNNAMED: (text,)}, UNNAMED)

    def itext(self, path: str, word: str, text_id: str, form: str | None = None) -> Text:
        tongues: dict[str, tuple[Part, ...]] = {}
        for language, value in self._values(text_id):
            parts = tuple(self._parts(path, word, value))
            # pyxform writes «-» where a translation is missing.
            if value.get("form") == form and parts not in ((), ("-",)):
                tongues[language] = parts
        return Text(tongues, self.default)

    def short(self, short: Mapping[str, str]) -> Text:
        """`wethi::short`, which pyxform does not carry: words without `${…}`."""
        return Text(
            {tongue or self.default: (text,) for tongue, text in short.items()}, self.default
        )

    def media(self, text_id: str) -> dict[str, dict[str, str]]:
        """File names by kind (image, audio, video) and language."""
        media: dict[str, dict[str, str]] = {}
        for language, value in self._values(text_id):
            if value.get("form") not in (None, "guidance"):
                name = (value.text or "").rpartition("/")[2]
                media.setdefault(str(value.get("form")), {})[language] = name
        return media

    def _values(self, text_id: str) -> Iterator[tuple[str, Xml]]:
        for language, texts in self.plot.xform.itext.items():
            for value in texts.get(text_id, ()):
                yield code_of(language), value

    def _parts(self, path: str, word: str, xml: Xml) -> Iterator[Part]:
        if xml.text:
            yield xml.text
        for output in xml:
            compiled = self.plot.compile(path, word, output.get("value"))
            if compiled is not None:
                yield compiled
            if output.tail:
                yield output.tail


def _id(reference: str) -> str:
    return reference[len(_ITEXT) : -1].strip("'\" ")
