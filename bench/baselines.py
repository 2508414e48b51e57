"""How many webhooks a second are acknowledged, beside programs that do less or do it otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from bench import load
from bench.engines import ENGINES, Engines, commit_seconds
from bench.figures import MILLI, Part, quantile
from bench.scale import Scale
from bench.site import running
from bench.webhooks import Webhook, event, text, user, webhook

HANDS = 16
MOST_A_SECOND = 4000
SLOW_LINE = 0.1
PLAIN = ("--workers", "2", "--threads", "4")
LEAST_SHARE, MOST_P99 = 0.40, 3.0  # of the bare endpoint
LEAST_TIMES = {0.0: 3.0, SLOW_LINE: 25.0}  # of the echo, by how long LINE takes to answer


@dataclass(frozen=True)
class Rate:
    a_second: float
    p99: float  # seconds


def measure(engines: Engines, scale: Scale) -> list[Part]:
    webhooks = _webhooks(scale)
    part = Part(
        "As many webhooks as are taken",
        f"{HANDS} connections send without a pause for {scale.burst:.0f} s; no worker runs. Wethi "
        "has its gunicorn.conf.py, the others 2 processes of 4 threads. The echo is the one of the "
        "SDK's README: it answers LINE inside the request and stores nothing, so what it is "
        "sending when it dies is lost.",
    )
    bare = _one(engines, part, "bare endpoint, only reads the body", "bench.echo:bare()", webhooks)
    ours = {engine: _ours(engines, part, engine, webhooks) for engine in ENGINES}
    for wait in LEAST_TIMES:
        echo = _echo(engines, part, webhooks, wait)
        for engine, rate in ours.items():
            times = rate.a_second / echo.a_second
            part.tell(f"{engine}, times the echo", times, "×", least=LEAST_TIMES[wait])
    for engine, rate in ours.items():
        share = rate.a_second / bare.a_second
        part.tell(f"{engine}, of the bare endpoint's rate", share, "×", least=LEAST_SHARE)
        part.tell(f"{engine}, of its p99", rate.p99 / bare.p99, "×", goal=MOST_P99)
    return [part, _commits(engines)]


def _ours(engines: Engines, part: Part, engine: str, webhooks: list[Webhook]) -> Rate:
    what = f"Wethi, stored on {engine}"
    return _one(engines, part, what, "wsgi:app", webhooks, engine=engine, plain=False)


def _echo(engines: Engines, part: Part, webhooks: list[Webhook], wait: float) -> Rate:
    when = f"after {wait * MILLI:.0f} ms" if wait else "at once"
    what = f"the SDK's echo, LINE answers {when}"
    return _one(engines, part, what, "bench.echo:echo()", webhooks, wait=wait)


def _one(
    engines: Engines,
    part: Part,
    what: str,
    app: str,
    webhooks: list[Webhook],
    *,
    engine: str = ENGINES[0],
    wait: float = 0.0,
    plain: bool = True,
) -> Rate:
    """Measure one program."""
    folder = engines.folder / f"baseline-{len(part.figures)}"
    seconds = len(webhooks) / MOST_A_SECOND
    with running(folder, engines.fresh(engine)) as site:
        site.start_line(answer_after=wait)
        site.start_web(app, *(PLAIN if plain else ()))
        load.flat_out(site.port, _warm(), 5.0)
        sent = load.flat_out(site.port, webhooks, seconds, HANDS)
    taken = [one for one in sent if one.status == 200]
    if len(taken) < len(sent):
        part.notes.append(f"{what}: {len(sent) - len(taken)} were not answered with 200.")
    began, ended = min(one.meant for one in sent), max(one.answered for one in sent)
    rate = Rate(len(taken) / (ended - began), quantile([one.seconds for one in taken], 0.99))
    part.tell(what, rate.a_second, "a second")
    part.tell("… p99", rate.p99 * MILLI, "ms")
    return rate


def _webhooks(scale: Scale) -> list[Webhook]:
    number = int(MOST_A_SECOND * scale.burst)
    return [webhook(event(user(one % 500), text(f"hello {one}"))) for one in range(number)]


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
