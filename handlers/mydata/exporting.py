"""Everything that is held of somebody, in plain words, to keep: LINE lets no bot send a file, so it
comes as messages, a page at a time; whoever wants them elsewhere copies or forwards them.

What is said is forgotten as soon as it is sent (Answer.forget): it would be a second copy.
"""

from __future__ import annotations

from base.thai.text import cut, graphemes
from bot.dialogue.speaker import asks_who, is_shared
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.mydata import telling
from handlers.mydata.keeping import has_files, keep_button
from handlers.mydata.service import CasesOf, Held, held

AT_ONCE = 3  # bubbles; the last word of a page is one more
MOST = 900  # grapheme clusters a bubble: read at leisure, not at a glance
LONGEST = 800  # of one message or story; the rest of it stands in the next piece


def export(turn: Turn, page: str, cases: CasesOf) -> None:
    """A page of it; `page` is its number."""
    if asks_who(turn):
        return
    by = turn.speaking
    found = held(turn.session, by, cases(turn.session, by, turn.context.secret_key))
    pieces = _packed([one for text in telling.everything(turn, found) for one in _cut(text)])
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 4 else 1
    pages = max(1, -(-len(pieces) // AT_ONCE))
    number = min(max(number, 1), pages)
    turn.answer.forget = True
    turn.answer.say(*map(Bubble, pieces[(number - 1) * AT_ONCE : number * AT_ONCE]))
    if number < pages:
        more = Button(turn.say("mydata.more"), Act("mydata.export", "", str(number + 1)))
        text = turn.say("mydata.page", number=number, pages=pages)
        turn.answer.say(Bubble(text, buttons=(more,)))
    else:
        _say_end(turn, found)


def _say_end(turn: Turn, found: Held) -> None:
    """The words are all; the files come in another way."""
    lines = [turn.say("mydata.export_end_shared" if is_shared(turn) else "mydata.export_end")]
    files = keep_button(turn, found)
    if files:
        lines.append(turn.say("mydata.export_files_too"))
    elif has_files(turn, found):
        lines.append(turn.say("mydata.export_files_ask"))
    see = Button(turn.say("mydata.see"), Act("mydata.open"))
    turn.answer.say(Bubble("\n".join(lines), buttons=(*files, see)))


def _cut(text: str) -> list[str]:
    """A very long one in pieces, nothing lost."""
    pieces = []
    while graphemes(text) > LONGEST:
        first = cut(text, LONGEST).removesuffix("…")
        pieces.append(first)
        text = text[len(first) :]
    return [*pieces, text]


def _packed(parts: list[str]) -> list[str]:
    packed: list[str] = []
    for part in parts:
        joined = f"{packed[-1]}\n\n{part}" if packed else part
        if packed and graphemes(joined) <= MOST:
            packed[-1] = joined
        else:
            packed.append(part)
    return packed
