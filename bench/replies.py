"""From the webhook's 200 to the reply at LINE's door, for turns that wait for nothing."""

from __future__ import annotations

from pathlib import Path

from base.clock import monotonic, pause
from bench import load, sampler
from bench.engines import Engines
from bench.figures import MILLI, Part, quantile
from bench.scale import Scale
from bench.site import Site, running
from bench.webhooks import TALK, talk

LATEST = 60.0


def measure(engines: Engines, engine: str, scale: Scale, *, profiled: bool = False) -> Part:
    part = Part(
        f"From webhook to reply, {engine}",
        f"{scale.users} people tap the menu, open a form and answer its first question, "
        f"{scale.rate:.0f} turns a second for {scale.talk:.0f} s, one worker. From the webhook's "
        "200 to the reply's arrival at LINE; at each person's first turn the account is made, too.",
    )
    folder = engines.folder / f"replies-{engine}-{profiled}"
    with running(folder, engines.fresh(engine), profiled=profiled) as site:
        site.start_line()
        site.start_web()
        site.start_worker(*(["bench.door"] if profiled else []))
        pause(scale.settle)
        goes_on = load.for_seconds(scale.talk)
        kinds: dict[str, str] = {}
        sent = load.at_rate(site.port, talk(scale.users, kinds), scale.rate, goes_on)
        arrivals = arrived(site, sent)
    _tell(part, sent, arrivals, kinds)
    part.profile = sampler.told(Path(folder)) if profiled else []
    return part


def arrived(site: Site, sent: list[load.Sent]) -> dict[str, float]:
    """Waits for the last ones, but not for ever."""
    until = monotonic() + LATEST
    keys = {one.key for one in sent}
    while monotonic() < until:
        arrivals = site.arrivals()
        if keys <= arrivals.keys():
            break
        pause(0.2)
    return arrivals


def _tell(
    part: Part, sent: list[load.Sent], arrivals: dict[str, float], kinds: dict[str, str]
) -> None:
    """A reply can be on its way before the webhook's sender has read its 200: that counts as 0."""
    taken = [one for one in sent if one.status == 200 and one.key in arrivals]
    waits = {one.key: max(0.0, arrivals[one.key] - one.answered) for one in taken}
    part.tell("turns", len(sent), "")
    part.tell("without a reply", len(sent) - len(waits), "", 1)
    if not waits:
        return
    part.tell("median", quantile([*waits.values()], 0.5) * MILLI, "ms", 100)
    part.tell("p99", quantile([*waits.values()], 0.99) * MILLI, "ms", 500)
    part.tell("slowest", max(waits.values()) * MILLI, "ms")
    for kind, _ in TALK:
        own = [seconds for key, seconds in waits.items() if kinds[key] == kind]
        if own:
            part.tell(f"median of {kind}", quantile(own, 0.5) * MILLI, "ms")
