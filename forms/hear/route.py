"""Which reader an answer goes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from forms.form import Item
from forms.hear.choice import hear_acknowledge, hear_one, hear_several
from forms.hear.dates import hear_date, hear_time
from forms.hear.media import hear_audio, hear_file, hear_images, hear_place, hear_video
from forms.hear.moments import hear_moment
from forms.hear.number import hear_decimal, hear_integer
from forms.hear.offer import hear_offer
from forms.hear.order import hear_rank
from forms.hear.outcome import Answer, Outcome
from forms.hear.scale import hear_range
from forms.hear.text import hear_text
from forms.question import Heard, HeardKind, QuestionType

if TYPE_CHECKING:
    from forms.run import Run

_READERS: dict[QuestionType, Callable[[Run, Item, Heard], Outcome]] = {
    QuestionType.TEXT: hear_text,
    QuestionType.INTEGER: hear_integer,
    QuestionType.DECIMAL: hear_decimal,
    QuestionType.DATE: hear_date,
    QuestionType.TIME: hear_time,
    QuestionType.DATETIME: hear_moment,
    QuestionType.SELECT_ONE: hear_one,
    QuestionType.SELECT_MULTIPLE: hear_several,
    QuestionType.RANK: hear_rank,
    QuestionType.RANGE: hear_range,
    QuestionType.IMAGE: hear_images,
    QuestionType.AUDIO: hear_audio,
    QuestionType.VIDEO: hear_video,
    QuestionType.FILE: hear_file,
    QuestionType.GEOPOINT: hear_place,
    QuestionType.ACKNOWLEDGE: hear_acknowledge,
}


def hear(run: Run, item: Item, heard: Heard) -> Outcome:
    """The ordinary reading of what was heard, by the question's type. Never raises."""
    offered = hear_offer(run, item, heard)
    if offered is not None:
        return offered
    gathered = run.state.draft is not None
    if heard.kind is HeardKind.NEXT and not gathered:
        # «Go on» keeps the answer or default that is shown.
        return Answer(run.state.get(item.key))
    assert item.type is not None
    return _READERS[item.type](run, item, heard)
