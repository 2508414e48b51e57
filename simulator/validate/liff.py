"""Whether LINE would take this LIFF app (LIFF server API §Adding the LIFF app to a channel). The
page has no words for what it refuses; these are those of the Messaging API."""

from __future__ import annotations

from simulator.validate import urls
from simulator.validate.fields import SCHEMA, Json, flag, one_of, text
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped
from simulator.validate.request import Verdict, verdict

SCOPES = ("openid", "email", "profile", "chat_message.write")
_SIZES = ("compact", "tall", "full")
_PROMPTS = ("normal", "aggressive", "none")
_NAME_MAX = 1_000  # none is documented


def check(body: Json, rules: Rules, *, partial: bool) -> Verdict:
    """``partial``: an update, which may name anything or nothing."""
    return verdict(_app(body, rules, partial=partial))


def _app(body: Json, rules: Rules, *, partial: bool) -> Problems:
    yield from _view(body.get("view"), rules, partial=partial)
    yield from _name(body)
    yield from _features(body.get("features"))
    yield from one_of(body, "permanentLinkPattern", (), ("concat",))
    yield from one_of(body, "botPrompt", (), _PROMPTS)
    yield from _scope(body.get("scope"))


def _view(view: object, rules: Rules, *, partial: bool) -> Problems:
    path: Path = ("view",)
    if view is None and partial:
        return
    if not isinstance(view, dict):
        yield Problem(path, SCHEMA.empty) if view is None else mistyped(path)
        return
    yield from one_of(view, "type", path, _SIZES, required=not partial)
    yield from urls.media(view, "url", path, rules, required=not partial)
    if "#" in str(view.get("url")):
        yield Problem((*path, "url"), "URL fragments can't be specified")
    yield from flag(view, "moduleMode", path)


def _name(body: Json) -> Problems:
    """LINE names its own service alone; which other words it forbids is not told."""
    yield from text(body, "description", (), _NAME_MAX, required=False)
    if "LINE" in str(body.get("description")):
        yield Problem(("description",), "May not contain forbidden words")


def _features(features: object) -> Problems:
    path: Path = ("features",)
    if isinstance(features, dict):
        for key in ("ble", "qrCode"):
            yield from flag(features, key, path)
    elif features is not None:
        yield mistyped(path)


def _scope(scope: object) -> Problems:
    if scope is None:
        return
    if not isinstance(scope, list):
        yield mistyped(("scope",))
        return
    for place, one in enumerate(scope):
        if one not in SCOPES:
            yield Problem(("scope", place), SCHEMA.not_one_of.format(values=", ".join(SCOPES)))
