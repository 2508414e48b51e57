"""All dates that a text names, and which of them a longer message is about."""

import re
from dataclasses import replace
from datetime import date, timedelta

from base.thai.days import of_month, of_week
from base.thai.figures import figures
from base.thai.fold import pattern
from base.thai.moments import Mention, Moment
from base.thai.named import named
from base.thai.relative import relative
from base.thai.stretches import stretches
from base.thai.years import fits

_READERS = (figures, named, relative, of_week, of_month, stretches)
_DENIED = pattern(r"(?:ไม่ใช่|บ่แม่น|not) ?(?:วันที่|วัน|ที่)? ?\Z")
_OFF_FROM = pattern(
    r"(?:ก่อน(?:หน้า)?|(?<!\d)(?<!\d )หลัง(?:จาก)?|ถัด(?:จาก|ไปจาก)|รุ่งขึ้น(?:จาก)?)"
    r" ?(?:วัน)? ?\Z"
)
_BOUND = pattern(r"(?:ภายใน|ไม่เกิน|ตั้งแต่|จนถึง|before|after|since|until|by) ?(?:วัน)? ?\Z")
_JOINT = pattern(r"[ ,.():]{0,3}(?:ที่|ตรงกับ|คือ|นี้|เป็น|ของ|on)?[ ,.():]{0,3}")
_AND = pattern(r" ?(?:กับ|และ|หรือ|ถึง|-|,|or|and|to) ?")
_MEETING = pattern(r"ประชุม|เวที|ประชาคม|จัด|คุยกัน|หารือ|มาประชุม|forum|meeting|\bmet\b")
_NEAR = 24
_A_MONTH = timedelta(31)
_LOOK_BACK = 20


def mentions_of(text: str, moment: Moment) -> list[Mention]:
    """All dates of a folded text from left to right; of two that overlap the earlier, then
    longer. One that another day is counted from («ก่อนวันที่ 12») blocks; one that only bounds
    it («ภายในวันที่ 12») is doubtful."""
    found = [mention for reader in _READERS for mention in reader(text, moment)]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        overlaps = kept and mention.start < kept[-1].end
        before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
        if not overlaps and not _DENIED.search(before):
            # What an earlier mention holds («ศุกร์ก่อน วันที่ 12») is that one's own.
            own = text[max(kept[-1].end if kept else 0, mention.start - _LOOK_BACK) : mention.start]
            kept.append(_counted_from(mention, own))
    return kept


def _counted_from(mention: Mention, before: str) -> Mention:
    if _OFF_FROM.search(before):
        return replace(mention, blocks=True)
    bound = mention.dates and not mention.reason and _BOUND.search(before)
    return replace(mention, reason="ambiguous") if bound else mention


def _beside(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second only says the first again, or more closely: «เมื่อวาน (12 ก.ค.)»,
    «12 ก.ค. วันอาทิตย์», «เดือนที่แล้ว วันที่ 5»."""
    if _JOINT.fullmatch(text[first.end : second.start]) is None:
        return False
    apart = bool(first.within or second.within)
    return apart or second.bare or first.bare or bool(set(first.dates) & set(second.dates))


def _groups(text: str, mentions: list[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        gap = text[groups[-1][-1].end : mention.start] if groups else ""
        if groups and (_AND.fullmatch(gap) or _beside(text, groups[-1][-1], mention)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _names_a_day(group: list[Mention]) -> bool:
    solid = any(not m.weak and not m.within and (m.dates or m.reason != "ambiguous") for m in group)
    return solid and not any(m.blocks for m in group)


def about_one_event(text: str, mentions: list[Mention], moment: Moment) -> list[Mention]:
    """The mentions of the one date that a message is about; of several dates that nothing tells
    apart, all; [] if there is none."""
    groups = [group for group in _groups(text, mentions) if _names_a_day(group)]
    sided = [group for group in groups if _fits(group, moment)]
    groups = sided or groups[:1]
    for narrower in (_in_its_words, _beside_its_words):
        meeting = [group for group in groups if narrower(text, group)]
        groups = meeting if len(groups) > 1 and meeting else groups
    return [mention for group in groups for mention in group]


def of_another_month(
    mentions: list[Mention], group: list[Mention], moment: Moment
) -> tuple[date, ...]:
    """Where the group names a day and no month: the same day of a month that stands elsewhere in
    the message, if the question may mean it («วันที่ 12 คนมา 54 ของเดือนที่แล้ว»)."""
    dated = [mention for mention in group if mention.dates]
    spans = [s for m in mentions if m not in group for s in m.within if s[1] - s[0] <= _A_MONTH]
    if len(dated) != 1 or not dated[0].pool or not spans:
        return ()
    if any(a <= day <= b for a, b in spans for day in dated[0].dates):
        return ()
    live = [d for d in dated[0].pool if fits(d, moment.today, moment.faces)]
    return tuple(d for d in live if any(a <= d <= b for a, b in spans))


def _fits(group: list[Mention], moment: Moment) -> bool:
    days = [day for mention in group for day in mention.dates]
    return any(fits(day, moment.today, moment.faces) for day in days)


def _in_its_words(text: str, group: list[Mention]) -> bool:
    """Whether no space stands between the date and a word for a meeting: «ประชุมเมื่อวาน»."""
    before = text[max(0, group[0].start - _NEAR) : group[0].start].rpartition(" ")[2]
    after = text[group[-1].end : group[-1].end + _NEAR].partition(" ")[0]
    return bool(_MEETING.search(before) or _MEETING.search(after))


def _beside_its_words(text: str, group: list[Mention]) -> bool:
    """Whether the words just before or after the date are of a meeting: «ประชุม เมื่อวาน»."""
    before = re.split(r" +", text[: group[0].start].rstrip())[-1]
    after = text[group[-1].end :].lstrip().partition(" ")[0]
    return bool(_MEETING.search(before) or (not before and _MEETING.search(after)))
