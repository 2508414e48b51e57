"""An answer costs what it changes, not what the form holds."""

from __future__ import annotations

from forms.run import Run
from forms.state import State
from tests.forms.talk import Talk, form


def test_an_answer_reconsiders_only_what_reads_it() -> None:
    rows = "\n".join(f"integer | q{n} | Q | ${{q{n - 1}}} >= 0 |" for n in range(1, 500))
    talk = Talk(form(f"type | name | label | relevant |\ninteger | q0 | Q | |\n{rows}"))
    talk.types("1", "2")
    run = Run(talk.form, State.read(talk.last.state), talk.at)
    run.put("q2", 3, "person")
    assert run.dirty == {"q2", "q3"}
