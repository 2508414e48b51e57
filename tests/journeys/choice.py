"""Which kills are tried: every point from both sides, or a fixed part that is quick."""

from __future__ import annotations

Kill = tuple[int, str]
SIDES = ("before", "after")
PARTS = 8  # a part of the kills is one test
SEEDS = 12
FEW_SEEDS = 4  # of the journey that takes longest
MOST_SEEDS = 24
EVERY = 50  # of the fixed part: each so-manieth point, from one side and the other in turn
ALWAYS = (  # and these, from both sides, in the midst of the journey
    "commit bot.inbox.intake._commit",
    "commit bot.inbox.handle.claim",
    "commit bot.inbox.handle._whole_turn",
    "commit bot.outbox.claim.claim",
    "send reply",
    "send push",
    "commit bot.outbox.send._record",
    "commit bot.media.work._recorded",
)

ALWAYS_OF_LISTS = (
    "send multicast",
    "commit bot.outbox.enough.due",
    "commit bot.outbox.enough._record",
)

Place = tuple[str, int, tuple[str, ...]]  # kind of point, which one from there on, sides
BEFORE, AFTER = SIDES
TURN = "commit bot.inbox.handle._whole_turn"
STEP = "commit scheduler.run_tasks._step"
ALWAYS_OF_FOLLOWUP: dict[str, tuple[Place, ...]] = {  # by `here` of the journey
    "the wave opens": (
        (STEP, 1, (AFTER,)),  # who is asked is frozen
        ("send multicast", 1, (AFTER,)),
        ("send multicast", 2, (BEFORE,)),
    ),
    "an entry": ((TURN, 1, (AFTER,)),),
    "the nameless answer": ((TURN, 1, SIDES),),
    "the reminder": (("send multicast", 1, (AFTER,)),),
}
ALWAYS_OF_BRINGING: dict[str, tuple[Place, ...]] = {
    "its picture comes": (("commit handlers.bringing.sending._stored", 1, SIDES),),
    "its voice is taken": ((TURN, 1, (AFTER,)),),
}
PUSH = "send push"
ALWAYS_OF_REMINDERS: dict[str, tuple[Place, ...]] = {
    "the promise": ((STEP, 1, (AFTER,)),),
    "the evening": ((STEP, 1, (AFTER,)), (PUSH, 2, (AFTER,))),
    "the eve": ((PUSH, 1, (BEFORE,)),),
    "afterwards": ((STEP, 1, (BEFORE,)),),
}


def every_kill(points: list[str]) -> list[Kill]:
    return [(at, side) for at in range(1, len(points) + 1) for side in SIDES]


def crowd_part(points: list[str]) -> list[Kill]:
    """The points that only lists have, from both sides; the others are in the first journey."""
    return [(_middle(points, kind), side) for kind in ALWAYS_OF_LISTS for side in SIDES]


def fixed_part(points: list[str]) -> list[Kill]:
    """Raises LookupError when the journey no longer passes a point that must be tried."""
    ats = [_middle(points, kind) for kind in ALWAYS]
    chosen = [(at, side) for at in ats for side in SIDES]
    inner = range(EVERY, len(points) - EVERY // 2, EVERY)  # the last may be missing next time
    spread = [(at, SIDES[at // EVERY % 2]) for at in inner]
    return list(dict.fromkeys([*chosen, *spread]))


def placed_part(
    points: list[str], passed: dict[str, int], always: dict[str, tuple[Place, ...]]
) -> list[Kill]:
    """Kills at chosen points after a named place of the journey. LookupError as `fixed_part`."""
    return [
        (_after(points, passed[place], kind, number), side)
        for place, kinds in always.items()
        for kind, number, sides in kinds
        for side in sides
    ]


def _after(points: list[str], passed: int, kind: str, number: int) -> int:
    ats = [at for at, one in enumerate(points, 1) if at > passed and one.startswith(kind)]
    if len(ats) < number:
        raise LookupError(f"the journey never passes {kind!r} there")
    return ats[number - 1]


def _middle(points: list[str], kind: str) -> int:
    ats = [at for at, point in enumerate(points, 1) if point.startswith(kind)]
    if not ats:
        raise LookupError(f"the journey never passes {kind!r}")
    return ats[len(ats) // 2]
