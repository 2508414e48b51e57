"""How many webhooks a second are acknowledged, beside programs that do less or do it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import load, sampler
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
class Program:
    """What takes the webhooks; `engine` None: it stores nothing. `wait`: how long LINE takes."""

    what: str
    app: str
    engine: str | None = None
    wait: float = 0.0


@dataclass(frozen=True)
class Rate:
    a_second: float
    p99: float  # seconds
    refused: int


BARE = Program("bare endpoint, only reads the body", "bench.echo:bare()")
OURS = {engine: Program(f"Wethi, stored on {engine}", "wsgi:app", engine) for engine in ENGINES}
ECHOES = {
    wait: Program(
        f"the SDK's echo, LINE answers {f'after {wait * MILLI:.0f} ms' if wait else 'at once'}",
        "bench.echo:echo()",
        wait=wait,
    )
    for wait in LEAST_TIMES
}


def measure(engines: Engines, scale: Scale) -> list[Part]:
    part = Part(
        "As many webhooks as are taken",
        f"{HANDS} connections send without a pause for {scale.burst:.0f} s; no worker runs. Wethi "
        "has its gunicorn.conf.py, the others 2 processes of 4 threads. Each in turn, "
        f"{scale.repeats} times round; told is the middle of each. The echo is the one of the "
        "SDK's README: it answers LINE inside the request and stores nothing, so what it is "
        "sending when it dies is lost.",
    )
    webhooks = _webhooks(scale)
    programs = [BARE, *OURS.values(), *ECHOES.values()]
    rounds = [
        {program: _rate(engines, program, webhooks) for program in programs}
        for _ in range(scale.repeats)
    ]
    for program in programs:
        _tell(part, program, [rates[program] for rates in rounds])
    for engine, ours in OURS.items():
        for wait, least in LEAST_TIMES.items():
            echo = ECHOES[wait]
            times = [rates[ours].a_second / rates[echo].a_second for rates in rounds]
            part.tell(f"{engine}, times {echo.what}", median(times), "×", least=least)
        share = [rates[ours].a_second / rates[BARE].a_second for rates in rounds]
        part.tell(f"{engine}, of the bare endpoint's rate", median(share), "×", least=LEAST_SHARE)
        p99 = [rates[ours].p99 / rates[BARE].p99 for rates in rounds]
        part.tell(f"{engine}, of its p99", median(p99), "×", goal=MOST_P99)
    if part.missed and scale.explains:
        part.profile = _profile(engines, OURS[ENGINES[0]], webhooks)
    return [part, _commits(engines)]


def _tell(part: Part, program: Program, rates: list[Rate]) -> None:
    part.tell(program.what, median(rate.a_second for rate in rates), "a second")
    part.tell("… p99", median(rate.p99 for rate in rates) * MILLI, "ms")
    refused = sum(rate.refused for rate in rates)
    if refused:
        part.notes.append(f"{program.what}: {refused} were not answered with 200.")


def _profile(engines: Engines, program: Program, webhooks: list[Webhook]) -> list[str]:
    folder = engines.new_folder()
    _sent(engines, folder, program, webhooks, profiled=True)
    return sampler.told(folder)


def _rate(engines: Engines, program: Program, webhooks: list[Webhook]) -> Rate:
    sent = _sent(engines, engines.new_folder(), program, webhooks)
    taken = [one for one in sent if one.status == 200]
    seconds = max(one.answered for one in sent) - min(one.meant for one in sent)
    p99 = quantile([one.seconds for one in taken], 0.99)
    return Rate(len(taken) / seconds, p99, len(sent) - len(taken))


def _sent(
    engines: Engines,
    folder: Path,
    program: Program,
    webhooks: list[Webhook],
    *,
    profiled: bool = False,
) -> list[load.Sent]:
    database = engines.fresh(program.engine or ENGINES[0])
    with running(folder, database, profiled=profiled) as site:
        site.start_line(answer_after=program.wait)
        site.start_web(program.app, *(() if program.engine else PLAIN))
        load.flat_out(site.port, _warm(), 5.0)
        return load.flat_out(site.port, webhooks, len(webhooks) / MOST_A_SECOND, HANDS)


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
