"""One try: the request, and what its answer means for the row.

A reply has no retry key ("Retrying an API request": the endpoint refuses one), so after an unclear
try only time can tell: while the token cannot have expired, «Invalid reply token» means that the
earlier try was accepted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.clock import Clock
from base.i18n import say
from base.logs import get
from bot.line.answers import Answer, NotSent, TooFast, Unclear
from bot.line.client import LineClient
from bot.line.errors import Decision, decide, reason
from bot.messages.bubbles import Bubble
from bot.messages.fitting import fit
from bot.outbox.claim import TOKEN_TRIED_FOR, Try
from bot.outbox.ending import end
from bot.outbox.enough import refused_by_month
from bot.outbox.halving import body_is_right, halve
from bot.outbox.month import has_room, month_refused
from bot.outbox.stopping import Alarm, begin, over
from bot.outbox.superseding import Messages, frozen
from bot.outbox.write import Push, put_push
from models.database import Database
from models.outbox import UNAUTHORIZED, Outgoing
from models.people import account_of
from models.words import OutboxKind, OutboxState, Priority

TOKEN_LIVES = timedelta(seconds=40)  # LINE promises a minute; its own delay is not ours to know
KEY_LIVES = timedelta(hours=24)
REPLY_WAITS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
PUSH_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0)
RATE = "rate "
MOST_RATE_WAIT = 60  # seconds
ASK_AGAIN = timedelta(seconds=60)

log = get("outbox")


@dataclass(frozen=True, slots=True)
class Told:
    """LINE's answer and what it means; `room`: its figures say that the month is not used up."""

    answer: Answer
    decision: Decision
    room: bool


@dataclass(frozen=True)
class Sender:
    """Sends tries and records what became of them. Threads may share one."""

    database: Database
    client: LineClient
    clock: Clock
    zone: ZoneInfo
    alarm: Alarm

    def send(self, one: Try) -> None:
        if _key_has_ended(one):
            self._record(one, lambda s, row, now: self._dead(s, row, one, now))
            return
        try:
            answer = self._request(one)
            decision = self._decision(one, answer)
            room = decision is Decision.WAIT_MONTH and has_room(self.client)
        except TooFast as fault:
            wait = fault.seconds
            self._record(one, lambda _s, row, now: _never_tried(row, now, wait, "our own limit"))
        except NotSent as fault:
            cause = fault.cause
            self._record(one, lambda s, row, now: self._not_sent(s, row, one, now, cause))
        except Unclear as fault:
            cause = fault.cause
            self._record(one, lambda s, row, now: self._unclear(s, row, one, now, cause))
        except Exception as fault:  # ours, not LINE's; whether the request left, nobody knows
            cause = type(fault).__name__
            log.exception("a try broke off", action="try_failed", row=one.id)
            self._record(one, lambda s, row, now: self._unclear(s, row, one, now, cause))
        else:
            told = Told(answer, decision, room)
            self._record(one, lambda s, row, now: self._answered(s, row, one, told, now))

    def _request(self, one: Try) -> Answer:
        """The body as it was frozen; only the target is put in front."""
        if one.as_reply:
            return self.client.reply(_with("replyToken", one.reply_token, one.body))
        match one.kind:
            case OutboxKind.MULTICAST:
                return self.client.multicast(_with("to", one.to_all, one.body), one.retry_key)
            case OutboxKind.BROADCAST:
                return self.client.broadcast(f'{{"messages":{one.body}}}'.encode(), one.retry_key)
            case _:
                return self.client.push(_with("to", one.to, one.body), one.retry_key)

    def _decision(self, one: Try, answer: Answer) -> Decision:
        """What the answer means; of a refused list, whether it is the body or somebody in it."""
        decision = decide(answer)
        if decision is not Decision.BAD_BODY or one.kind is not OutboxKind.MULTICAST:
            return decision
        right = one.body_is_right or body_is_right(self.client, one.body)
        return Decision.BAD_LIST if right else decision

    def _record(self, one: Try, write: Callable[[Session, Outgoing, datetime], None]) -> None:
        with self.database.write() as session:
            row = session.get(Outgoing, one.id, with_for_update=True)
            if row is None or row.token != one.token:
                log.warning("another sender took this row over", action="claim_lost", row=one.id)
                return
            row.token = row.leased_until = None
            write(session, row, self.clock.now())

    def _answered(
        self,
        session: Session,
        row: Outgoing,
        one: Try,
        told: Told,
        now: datetime,
    ) -> None:
        answer = told.answer
        row.line_request_id = answer.accepted_request_id or answer.request_id or None
        row.last_error = None if told.decision is Decision.SENT else reason(answer)
        match told.decision:
            case Decision.SENT | Decision.ALREADY_SENT:
                end(row, OutboxState.SENT, now, told.decision.value)
                over(session, UNAUTHORIZED)
            case Decision.BAD_TOKEN if one.as_reply:
                self._bad_token(session, row, one, now)
            case Decision.UNCLEAR:
                self._unclear(session, row, one, now, reason(answer))
            case Decision.WAIT_RATE:
                _never_tried(row, now, _rate_wait(row), row.last_error)
            case Decision.WAIT_MONTH:
                _never_tried(row, now, 0.0, row.last_error)
                self._month_refused(session, row, told, now)
            case Decision.BAD_LIST:
                halve(session, row, now, self.alarm)
            case Decision.STOP:
                begin(session, UNAUTHORIZED, now, now + ASK_AGAIN, self.alarm)
                _never_tried(row, now, ASK_AGAIN.total_seconds(), row.last_error)
            case _:
                self._dead(session, row, one, now)

    def _month_refused(self, session: Session, row: Outgoing, told: Told, now: datetime) -> None:
        if row.mailing_id is not None:
            session.flush()
            refused_by_month(session, row, now)
        else:
            month_refused(session, row, now, self.alarm, has_room=told.room)

    def _bad_token(self, session: Session, row: Outgoing, one: Try, now: datetime) -> None:
        if one.unclear_tries == 0:
            row.kind = OutboxKind.PUSH
            _again(row, now, 0.0)
        elif one.event_at is not None and one.began_at - one.event_at <= TOKEN_LIVES:
            end(row, OutboxState.SENT, now, "an earlier try was accepted")
        else:
            self._nobody_knows(session, row, now)

    def _unclear(
        self, session: Session, row: Outgoing, one: Try, now: datetime, cause: str
    ) -> None:
        row.unclear_tries += 1
        row.last_error = cause
        if one.as_reply and one.event_at is not None and now - one.event_at > TOKEN_TRIED_FOR:
            self._nobody_knows(session, row, now)
        elif not one.as_reply and now - one.first_try_at > KEY_LIVES:
            self._dead(session, row, one, now)
        else:
            waits = REPLY_WAITS if one.as_reply else PUSH_WAITS
            _again(row, now, waits[min(one.attempts - 1, len(waits) - 1)])

    def _not_sent(
        self, session: Session, row: Outgoing, one: Try, now: datetime, cause: str
    ) -> None:
        """Nothing reached LINE, so nothing is in doubt; the row waits like after any failure."""
        row.last_error = cause
        if not one.as_reply and now - one.first_try_at > KEY_LIVES:
            self._dead(session, row, one, now)
        else:
            _again(row, now, PUSH_WAITS[min(row.attempts - 1, 5)])

    def _nobody_knows(self, session: Session, row: Outgoing, now: datetime) -> None:
        """The row ends unclear; a new one repeats it as a push and says that it does."""
        messages = json.loads(row.body or "[]")
        mark = say("chat.sent_again_to_be_sure", _language(session, row))
        again = put_push(
            session,
            Push(
                to=row.to or "",
                mailbox_key=row.mailbox_key or "",
                bubbles=[Bubble(mark)],
                dedupe_key=f"again:{row.id}",
                priority=Priority.ANSWER,
                due_at=now,
                useful_until=row.useful_until,
                forget=row.forget,
            ),
            now,
        )
        if again is not None:
            again.body = _marked(mark, messages)
            again.answer = True  # it keeps its place among the answers to this chat
            again.must_say = row.must_say
        end(row, OutboxState.UNCLEAR, now, "repeated as a push")

    def _dead(self, session: Session, row: Outgoing, one: Try, now: datetime) -> None:
        mailbox_key = row.mailbox_key or f"user:{one.to}"
        end(row, OutboxState.DEAD, now, row.last_error or "refused")
        log.error("a message cannot be sent", action="outgoing_dead", row=row.id)
        try:
            with session.begin_nested():
                self._tell(session, row, one, mailbox_key, now)
        except Exception:  # the row is dead all the same, or it would be tried for ever
            log.exception("a dead message could not be told", action="tell_failed", row=one.id)

    def _tell(
        self, session: Session, row: Outgoing, one: Try, mailbox_key: str, now: datetime
    ) -> None:
        if row.priority is not Priority.STAFF:
            self.alarm(session, "outgoing", str(row.id), now)
        if row.answer:
            self._apologize(session, row, one, mailbox_key, now)

    def _apologize(
        self, session: Session, row: Outgoing, one: Try, mailbox_key: str, now: datetime
    ) -> None:
        """A plain sentence instead; the row itself may have forgotten its address already."""
        account = account_of(session, one.to)
        sorry = say("chat.could_not_say", account.language if account else "th")
        put_push(
            session,
            Push(
                to=one.to,
                mailbox_key=mailbox_key,
                bubbles=[Bubble(sorry)],
                dedupe_key=f"sorry:{row.id}",
                priority=Priority.ANSWER,
                due_at=now,
                forget=row.forget,
            ),
            now,
        )


def _with(key: str, target: str | tuple[str, ...], messages: str) -> bytes:
    return f'{{"{key}":{json.dumps(target)},"messages":{messages}}}'.encode()


def _key_has_ended(one: Try) -> bool:
    """It may have been accepted, and LINE knows its key no longer: it would come twice."""
    doubtful = one.unclear_tries > 0 and not one.as_reply
    return doubtful and one.began_at - one.first_try_at > KEY_LIVES


def _marked(mark: str, messages: Messages) -> str:
    """The mark before what was said, joined to its neighbour where that makes more than five."""
    try:
        marked = fit([{"type": "text", "text": mark}, *messages])
    except ValueError:  # five that cannot be joined: better unmarked than unsaid
        marked = messages
    return frozen(marked)


def _again(row: Outgoing, now: datetime, seconds: float) -> None:
    row.began_at = None
    row.due_at = now + timedelta(seconds=seconds)


def _never_tried(row: Outgoing, now: datetime, seconds: float, why: str | None) -> None:
    """It certainly did not arrive, and not for its own sake: no failed try, and no first one."""
    _again(row, now, seconds)
    row.attempts -= 1
    row.last_error = why
    if row.unclear_tries == 0:
        row.first_try_at = None


def _rate_wait(row: Outgoing) -> float:
    """Twice as long each time that LINE says «too many», up to a minute; kept in `hold_reason`."""
    times = int((row.hold_reason or "").removeprefix(RATE) or 0) if _waits_for_rate(row) else 0
    row.hold_reason = f"{RATE}{times + 1}"
    return float(min(2**times, MOST_RATE_WAIT))


def _waits_for_rate(row: Outgoing) -> bool:
    return (row.hold_reason or "").startswith(RATE)


def _language(session: Session, row: Outgoing) -> str:
    account = account_of(session, row.to or "")
    return account.language if account else "th"
