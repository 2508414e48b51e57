"""What stands on whose menu: one list. An entry is shown when somebody brings its act.

A capability that comes later is a line here; its tile appears with the next `flask menu sync`.
White words stand on each colour with a contrast of at least 7:1 (WCAG 2.2, 1.4.6).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from base.i18n import say
from bot.messages.bubbles import Act, Action, OpenKeyboard
from models.menus import LEADER, STAFF, TRAINEE, VILLAGER, VISITOR

OTHER_TONGUE = {"th": "en", "en": "th"}
DARK = "#2B343B"


@dataclass(frozen=True, slots=True)
class Entry:
    """`act` is what a tap does, `key` its words; `icon` one of `reports/menus/icons.typ`."""

    act: str
    key: str
    icon: str
    colour: str

    def words(self, language: str) -> str:
        """The tile that changes the language says so in the other one."""
        return say(self.key, OTHER_TONGUE[language] if self is LANGUAGE else language)

    def action(self, language: str, typed: str) -> Action:
        """`typed` is how somebody begins to ask for a case by number."""
        if self is FIND:
            return OpenKeyboard(typed)
        return Act(self.act, OTHER_TONGUE[language] if self is LANGUAGE else "")


REPORT = Entry("report.open", "menus.report", "report", "#0A5C33")
CASE = Entry("case.open", "menus.case", "case", "#9C2410")
SURVEY = Entry("survey.open", "menus.survey", "survey", "#0B4A94")
NEWS = Entry("announcement.open", "menus.news", "news", "#5B2A86")
MINE = Entry("case.mine", "menus.mine", "mine", "#6B3A00")
PLAN = Entry("plan.open", "menus.plan", "plan", "#7A1F5C")
HUMAN = Entry("talk.human", "menus.human", "human", "#7A1F5C")
REGISTER = Entry("registration.open", "menus.register", "register", "#0A5C33")
MY_DATA = Entry("mydata.open", "menus.mydata", "mydata", "#005761")
HELP = Entry("talk.help", "menus.help", "help", "#2F3E8F")
LANGUAGE = Entry("talk.language", "menus.tongue", "language", "#4A4A4A")

WAITING = Entry("staff.waiting", "menus.waiting", "waiting", "#9C2410")
DOING = Entry("staff.doing", "menus.doing", "doing", "#0A5C33")
FIND = Entry("staff.case", "menus.find", "search", "#0B4A94")
STAFF_HELP = Entry("staff.help", "menus.help", "help", "#2F3E8F")
PEOPLES = Entry("talk.menu", "menus.menu", "menu", "#6B3A00")

ENTRIES: Mapping[str, tuple[Entry, ...]] = {
    VISITOR: (CASE, HUMAN, REGISTER, MINE, NEWS, MY_DATA, HELP, LANGUAGE),
    VILLAGER: (CASE, MINE, SURVEY, NEWS, HUMAN, MY_DATA, HELP, LANGUAGE),
    TRAINEE: (SURVEY, REPORT, CASE, NEWS, MINE, HUMAN, MY_DATA, HELP),
    # Who calls people together finds [คุยกับเจ้าหน้าที่] under [ช่วยเหลือ].
    LEADER: (REPORT, CASE, SURVEY, NEWS, PLAN, MINE, MY_DATA, HELP),
    # What an officer tells the office, and their own data, stand in everybody's menu.
    STAFF: (WAITING, DOING, FIND, STAFF_HELP, SURVEY, NEWS, PEOPLES, LANGUAGE),
}


def shown(audience: str, acts: Collection[str]) -> list[Entry]:
    """What works today, most important first."""
    return [entry for entry in ENTRIES[audience] if entry.act in acts]
