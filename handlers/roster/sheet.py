"""A sign-in sheet as people: who stands in it, what is wrong in which row, what was passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from base.thai.names import read_name
from handlers.roster.columns import Column, Header, header_at
from handlers.roster.heading import Heading, read_heading
from handlers.roster.phones import NoPhone, read_phone
from handlers.roster.places_told import NoMoo, Told, bare, in_one_text, moo_of
from handlers.roster.totals import differs, is_total
from handlers.roster.workbook import NOT_COMPUTED, Grid, Line, NotRead

LEADER, CITIZEN, AGENCY = "leader", "citizen", "agency"
_KINDS = (
    (re.compile(r"ผู้นำ|ผู้ใหญ่บ้าน|ผญบ|ผช\.?ผญบ|กำนัน|แพทย์ประจำตำบล"), LEADER),
    (re.compile(r"ประชาชน|ประชาสังคม|ชาวบ้าน|ราษฎร"), CITIZEN),
    (re.compile(r"ราชการ|หน่วยงาน|เจ้าหน้าที่|อปท"), AGENCY),
)
_FOOT = re.compile(r"ลงชื่อ|ผู้รับรอง|ผู้รับลงทะ|ผู้ตรวจ|ขอรับรอง|หมายเหตุ|^\(.*\)$|\.{4,}")
_NAMES = (Column.TITLE, Column.NAME, Column.FIRST, Column.LAST)
_NUMBER = re.compile(r"\d{1,4}\.?")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of the sheet. `kind` is leader, citizen or agency, "" where nothing says so.
    `written`: the name with the village's words before it, as it came into older rosters."""

    sheet: str
    row: int
    full_name: str
    called: str
    phone: str | None
    kind: str
    place: Told
    written: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a row; `key` names the sentence in the catalogue «roster»."""

    sheet: str
    row: int
    key: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class SignIn:
    """All that was read. `faults` keep the whole file out, `notes` are only told."""

    heading: Heading = field(default_factory=Heading)
    people: list[Entry] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


def read_sign_in(grids: Sequence[Grid]) -> SignIn:
    """Every sheet that has a table of people. Raises NotRead when none has."""
    found = SignIn()
    above: list[str] = []
    tables = [table for grid in grids if (table := _Table.of(grid, found))]
    for table in tables:
        above += table.above
        table.read()
    if not tables:
        raise NotRead("no_table")
    found.heading = read_heading(above)
    return found


class _Table:
    """Goes down one sheet; a header that comes again, on each printed page, counts anew."""

    def __init__(self, grid: Grid, found: SignIn, at: int, header: Header) -> None:
        self._grid, self._found, self._header = grid, found, header
        self._begin = at
        self.above = [cell for line in grid.lines[:at] for cell in line.told]
        self._section, self._kind = Told(), ""
        self._read, self._since, self._totalled = 0, 0, False

    @classmethod
    def of(cls, grid: Grid, found: SignIn) -> _Table | None:
        for at in range(len(grid.lines)):
            header = header_at(grid.lines, at)
            if header is not None:
                return cls(grid, found, at, header)
        return None

    def read(self) -> None:
        at = self._begin
        while at < len(self._grid.lines):
            again = header_at(self._grid.lines, at)
            if again is not None:
                self._header, at = again, at + again.lines
                continue
            self._line(self._grid.lines[at])
            at += 1

    def _line(self, whole: Line) -> None:
        line = self._header.read(whole)
        told = list(dict.fromkeys(line.told))
        numbered = bool(_NUMBER.fullmatch(self._header.cell(line, Column.NUMBER)))
        if not told:
            return
        if not numbered and is_total(told):
            self._total(line)
        elif not numbered and self._is_foot(line, told):
            self._if_named(line, "passed_over")
        elif len(told) == 1:
            self._alone(line, told[0], numbered=numbered)
        elif not self._totalled or numbered or self._header.cell(line, Column.PHONE):
            self._person(line)
        else:
            self._note(line, "after_total", text=" ".join(told)[:_SHOWN])

    def _total(self, line: Line) -> None:
        """A sum at the foot, of all or of a part; it is compared with what was read."""
        told = differs(line.told, self._read, self._since)
        if told is not None:
            self._note(line, "total_differs", told=told, read=self._read)
        self._totalled, self._since = True, 0

    def _is_foot(self, line: Line, told: list[str]) -> bool:
        """Words to sign below; whoever has a phone is a person."""
        if not any(_FOOT.search(one) for one in told):
            return False
        try:
            return read_phone(self._header.cell(line, Column.PHONE)) is None
        except NoPhone:
            return True

    def _if_named(self, line: Line, key: str) -> None:
        """A row that is left out is told where somebody's name stands in it."""
        text = self._header.cell(line, *_NAMES)
        if not _FOOT.search(text) and read_name(text) is not None:
            self._note(line, key, text=text[:_SHOWN])

    def _alone(self, line: Line, text: str, *, numbered: bool) -> None:
        """One thing in the row: an empty printed line, a heading of what follows, or a person."""
        if numbered or _NUMBER.fullmatch(text):
            return
        named = read_name(self._header.cell(line, Column.NAME, Column.TITLE, Column.FIRST))
        if len(line.told) == 1 and named is not None and named.titled:
            self._person(line)
        elif not self._heads(text):
            if self._totalled:
                self._if_named(line, "after_total")
            else:
                self._note(line, "passed_over", text=text[:_SHOWN])

    def _heads(self, text: str) -> bool:
        """«กลุ่มผู้นำชุมชน», «อำเภอกาบเชิง ตำบลด่าน»: holds until the next of its kind."""
        kind, told = kind_in(text), in_one_text(text)
        if told.district or told.subdistrict or told.names_village:
            wider = Told() if told.district else replace(self._section, village="", moo=None)
            self._section = replace(told, agency="").over(wider)
        elif kind is None:
            return False
        self._kind = kind or self._kind
        self._totalled = False
        return True

    def _person(self, line: Line) -> None:
        self._read, self._since = self._read + 1, self._since + 1
        cell = self._header.cell
        text = cell(line, *_NAMES)
        position, phone = cell(line, Column.POSITION), cell(line, Column.PHONE)
        if NOT_COMPUTED in line.cells:
            self._fault(line, "formula")
            return
        named = read_name(text, position or cell(line, Column.AGENCY))
        number: str | None = None
        try:
            number = read_phone(phone)
        except NoPhone:
            self._fault(line, "phone", phone=phone[:_SHOWN])
        if named is None:
            self._fault(line, "name" if text else "no_name", text=text[:_SHOWN])
            return
        place = self._place(line)
        kind = self._kind_of(line, position, place, leads=named.leads)
        entry = Entry(
            self._grid.name,
            line.number,
            named.full,
            named.called,
            number,
            kind,
            place,
            written=named.written,
        )
        self._found.people.append(entry)

    def _place(self, line: Line) -> Told:
        cell = self._header.cell
        moo, village = cell(line, Column.MOO), cell(line, Column.VILLAGE)
        mixed = in_one_text(cell(line, Column.PLACE))
        in_village = in_one_text(village) if village else Told()
        agency = cell(line, Column.AGENCY)  # «ผู้ใหญ่บ้าน ม.4 ต.ด่าน» stands there too
        in_agency = replace(in_one_text(agency), agency="") if agency else Told()
        own = Told(
            village=in_village.village or bare(in_village.agency),
            moo=self._moo(line, moo) if moo else in_village.moo,
            subdistrict=bare(cell(line, Column.SUBDISTRICT)),
            district=bare(cell(line, Column.DISTRICT)),
            agency=agency,
        )
        return own.over(in_agency).over(mixed).over(self._section)

    def _moo(self, line: Line, text: str) -> int | None:
        """Of who comes for an agency nobody needs it."""
        try:
            return moo_of(text)
        except NoMoo:
            if not self._header.cell(line, Column.AGENCY):
                self._fault(line, "moo", text=text[:_SHOWN])
            return None

    def _kind_of(self, line: Line, position: str, place: Told, *, leads: bool) -> str:
        """By the column of its own, the heading above, the position, what stands before the name,
        where they come from."""
        told = kind_in(self._header.cell(line, Column.GROUP)) or self._kind or kind_in(position)
        if told:
            return told
        in_agency = kind_in(self._header.cell(line, Column.AGENCY)) == LEADER
        if leads or (in_agency and place.names_village):
            return LEADER
        return AGENCY if place.agency and not place.names_village else CITIZEN

    def _note(self, line: Line, key: str, **values: object) -> None:
        self._found.notes.append(Remark(self._grid.name, line.number, key, values))

    def _fault(self, line: Line, key: str, **values: object) -> None:
        self._found.faults.append(Remark(self._grid.name, line.number, key, values))


def kind_in(text: str) -> str | None:
    """What sort of trainee these words tell of: ผู้นำชุมชน, ภาคประชาชน, ผู้แทนส่วนราชการ."""
    return next((kind for pattern, kind in _KINDS if pattern.search(text)), None)
