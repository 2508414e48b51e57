"""The closed lists of words that stand in tables, each with its meaning."""

from __future__ import annotations

from enum import StrEnum


class Class(StrEnum):
    """Who may see it: ทั่วไป / ภายใน / จำกัด."""

    GENERAL = "general"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


class EventState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"  # a person must look
    FOREIGN = "foreign"  # for another bot
    UNREADABLE = "unreadable"  # signed, but not what LINE documents


class OutboxState(StrEnum):
    WAITING = "waiting"
    HELD = "held"  # counted messages while the month's quota is used up
    SENT = "sent"
    CARRIED = "carried"  # rode along on a free reply
    SUPERSEDED = "superseded"  # a later answer says it too
    WITHDRAWN = "withdrawn"  # no longer useful or no longer allowed
    UNCLEAR = "unclear"  # a reply of which nobody can know; a push repeats it
    DEAD = "dead"  # a person must look


class OutboxKind(StrEnum):
    REPLY = "reply"
    PUSH = "push"
    MULTICAST = "multicast"  # to the people named in `addressee`
    BROADCAST = "broadcast"  # to everybody who is a friend


class Lane(StrEnum):
    """Of what is no answer: which goes first."""

    URGENT = "urgent"
    PUSH = "push"
    BULK = "bulk"  # to many


class MailingState(StrEnum):
    WRITING = "writing"  # people are still being named
    ASKING = "asking"  # is enough of the month left for all of them?
    GOING = "going"
    HELD = "held"  # too little is left, or by hand
    WITHDRAWN = "withdrawn"  # taken back; what was sent stays sent


class AddresseeState(StrEnum):
    """What became of one person on a list; `reason` says why."""

    WAITING = "waiting"
    SENT = "sent"  # LINE took it
    CARRIED = "carried"  # rode along on a free reply
    WITHDRAWN = "withdrawn"  # answered meanwhile, too late, taken back, deleted
    BLOCKED = "blocked"
    EXCLUDED = "excluded"  # no permission, no friend, had enough, the district is paused
    BAD_ID = "bad_id"  # LINE does not know it
    DEAD = "dead"  # with its row: a person must look


class Priority(StrEnum):
    """Who asked for it decides about quiet hours and caps."""

    ANSWER = "answer"  # to what somebody just said
    ASKED = "asked"  # the outcome of somebody's own case or report
    STAFF = "staff"  # staff on duty, 07.00 to 20.00
    UNASKED = "unasked"  # reminders, invitations: quiet hours and caps


class TaskState(StrEnum):
    WAITING = "waiting"
    RAN = "ran"
    MERGED = "merged"
    DROPPED = "dropped"
    DEAD = "dead"


class ConversationState(StrEnum):
    OPEN = "open"
    LEFT = "left"  # put aside, may be continued
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Role(StrEnum):
    LEADER = "leader"
    TRAINEE = "trainee"
    VILLAGER = "villager"
    OFFICIAL = "official"


class StaffRole(StrEnum):
    ADMIN = "admin"
    OFFICER = "officer"


class Permission(StrEnum):
    YES = "yes"
    ASK = "ask"
    NO = "no"


class FileKind(StrEnum):
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"


class FileShows(StrEnum):
    """What a picture is of: เวที / ใบลงชื่อ / อื่น ๆ."""

    FORUM = "forum"
    SIGN_IN = "sign_in"
    OTHER = "other"


class FileState(StrEnum):
    WAITING = "waiting"
    STORED = "stored"
    GONE = "gone"  # LINE no longer has it
    TOO_LARGE = "too_large"
    FAILED = "failed"  # tried for long; a person must look
    ERASED = "erased"


class ReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class RestState(StrEnum):
    """What follows a quick report: the full one."""

    WANTED = "wanted"
    ENOUGH = "enough"  # «แค่นี้พอ»: what stands there is a full answer
    TOLD = "told"


class PlanState(StrEnum):
    PLANNED = "planned"
    HELD = "held"  # reported
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


class ResolutionState(StrEnum):
    OPEN = "open"
    DONE = "done"


class Solver(StrEnum):
    """Who can solve an issue: ทำเอง / อปท. / อำเภอ / จังหวัด / ส่วนกลาง / ไม่แน่ใจ."""

    US = "us"
    LOCAL = "local"
    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL = "central"
    UNSURE = "unsure"


class IdentityMode(StrEnum):
    """เปิดเผย / ปกปิดชื่อ / ไม่ประสงค์ออกนาม."""

    OPEN = "open"
    WITHHELD = "withheld"
    ANONYMOUS = "anonymous"


class AnswerBy(StrEnum):
    """How whoever a case was told for hears what came of it."""

    PHONE = "phone"  # here, on the phone it was told on
    VISIT = "visit"  # somebody goes and tells them
    CALL = "call"  # they ask by telephone


class CaseState(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    CLOSING = "closing"  # an outcome is claimed, the villager is asked
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class ActionKind(StrEnum):
    """A row of a case's timeline."""

    RECEIVED = "received"
    ADDED = "added"  # the person told more
    ANSWERED = "answered"  # staff wrote to the person
    SAID = "said"  # the person's word back
    CLOSING = "closing"
    CHECKED = "checked"  # แก้แล้ว / บางส่วน / ยัง
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    UNSENT = "unsent"


class Outcome(StrEnum):
    SOLVED = "solved"
    PARTLY = "partly"
    UNSOLVED = "unsolved"


class HandoverEnd(StrEnum):
    """Who ended a talk between an officer and a person."""

    STAFF = "staff"
    PERSON = "person"
    SILENCE = "silence"


class KeptState(StrEnum):
    LOOSE = "loose"  # waiting to hear what it is for
    USED = "used"
    FOR_STAFF = "for_staff"
    DISCARDED = "discarded"


class MenuState(StrEnum):
    """Whether an account's menu on LINE is the one that fits who it is."""

    WAITING = "waiting"  # it is to be looked at, and told to LINE if need be
    DONE = "done"
    DEAD = "dead"  # a person must look


class AnnouncementState(StrEnum):
    NAMING = "naming"  # everybody it is for is being written down
    ASKED = "asked"  # a second officer has to look at it
    GOING = "going"  # it goes when it is due; whether it has ended its lists say
    STOPPED = "stopped"  # by hand, and may go on
    REFUSED = "refused"  # the second officer said no
    CANCELLED = "cancelled"  # what LINE had not taken by then never goes


class WaveState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class WaveApproval(StrEnum):
    """Of a wave to more people than one officer may ask alone."""

    NAMING = "naming"  # everybody it is for is being written down
    ASKED = "asked"  # a second officer has to look at it
    AGREED = "agreed"


class InvitationState(StrEnum):
    """How far one person is in one wave. That LINE took the invitation stands on the list
    (`addressee`); who was asked and says nothing stays waiting until the wave closes."""

    WAITING = "waiting"
    OPENED = "opened"  # the form was opened, nothing answered yet
    HALF_FILLED = "half_filled"
    ANSWERED = "answered"
    DECLINED = "declined"  # ไม่สะดวกตอบ
    UNREACHABLE = "unreachable"  # no phone, or it has blocked the bot
    EXPIRED = "expired"  # the wave closed without an answer
