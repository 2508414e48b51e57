"""How many webhooks a second are acknowledged, beside programs that do less or do it otherwise."""

from __future__ import annotations

from bench import load
from bench.engines import ENGINES, Engines, commit_seconds
from bench.figures import MILLI, Part, quantile
from bench.scale import Scale
from bench.site import running
from bench.webhooks import Webhook, event, text, user, webhook

HANDS = 8
MOST_A_SECOND = 2500
SLOW_LINE = 0.1


def measure(engines: Engines, scale: Scale) -> list[Part]:
    webhooks = [
        webhook(event(user(number % 500), text(f"hello {number}")))
        for number in range(int(MOST_A_SECOND * scale.burst))
    ]
    part = Part(
        "As many webhooks as are taken",
        f"{HANDS} connections send without a pause for {scale.burst:.0f} s; gunicorn.conf.py is "
        "the same for all, no worker runs. The share is of the bare endpoint's rate in this run. "
        "The SDK's echo answers LINE inside the request and stores nothing: what it is sending "
        "when it dies is lost.",
    )
    bare = _one(engines, part, "bare endpoint, only reads the body", "bench.echo:bare()", webhooks)
    for engine in ENGINES:
        what = f"Wethi, stored on {engine}"
        _one(engines, part, what, "wsgi:app", webhooks, engine=engine, beside=bare)
    for wait in (0.0, SLOW_LINE):
        when = f"after {wait * MILLI:.0f} ms" if wait else "at once"
        what = f"the SDK's echo, LINE answers {when}"
        _one(engines, part, what, "bench.echo:echo()", webhooks, wait=wait, beside=bare)
    return [part, _commits(engines)]


def _one(
    engines: Engines,
    part: Part,
    what: str,
    app: str,
    webhooks: list[Webhook],
    *,
    engine: str = ENGINES[0],
    wait: float = 0.0,
    beside: float | None = None,
) -> float:
    """Measure one program; returns its rate."""
    folder = engines.folder / f"baseline-{len(part.figures)}"
    seconds = len(webhooks) / MOST_A_SECOND
    with running(folder, engines.fresh(engine)) as site:
        site.start_line(answer_after=wait)
        site.start_web(app)
        load.flat_out(site.port, _warm(), 5.0)
        sent = load.flat_out(site.port, webhooks, seconds, HANDS)
    taken = [one for one in sent if one.status == 200]
    if len(taken) < len(sent):
        part.notes.append(f"{what}: {len(sent) - len(taken)} were not answered with 200.")
    began, ended = min(one.meant for one in sent), max(one.answered for one in sent)
    rate = len(taken) / (ended - began)
    share = "" if beside is None else f" ({100 * rate / beside:.0f} %)"
    part.tell(f"{what}{share}", rate, "a second")
    part.tell("… p99", quantile([one.seconds for one in taken], 0.99) * MILLI, "ms")
    return rate


def _warm() -> list[Webhook]:
    return [webhook(event(user(number), text("hello"))) for number in range(40)]


def _commits(engines: Engines) -> Part:
    part = Part(
        "A commit of one row",
        "From one connection, nothing else running: what the disk under all other figures costs.",
    )
    for engine in ENGINES:
        costs = commit_seconds(engines.fresh(engine))
        part.tell(f"{engine}, median", quantile(costs, 0.5) * MILLI, "ms")
        part.tell(f"{engine}, p99", quantile(costs, 0.99) * MILLI, "ms")
    return part
