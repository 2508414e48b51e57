"""Own forms through the tool that checks, plays, exports and reads back a folder of forms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import forms
from base.settings import ROOT
from commands.forms.check import verdict
from reports.responses import Format
from tools import samples
from tools.exported import differences

OWN = (
    *("tests/forms/everything.md", "tests/forms/merged.xls"),
    *("handlers/surveys/forms/t2.md", "handlers/report/forms/full.md"),
)
REFUSED = "| survey |\n| | type | name | label |\n| | geotrace | way | Way |\n"
NOBODY_PASSES = (
    "| survey |\n| | type | name | label | required | constraint |\n"
    "| | integer | n | How many? | yes | . > 5 and . < 4 |\n"
)
ASKED = (
    "| survey |\n| | type | name | label |\n| | integer | n | How many? |\n| | text | t | What? |\n"
)


def run(folder: Path, plays: int) -> Result:
    return CliRunner().invoke(samples.main, [str(folder), "--plays", str(plays)])


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("own")
    for name in OWN:
        shutil.copy(ROOT / name, folder)
    (folder / "refused.md").write_text(REFUSED, "utf-8")
    return run(folder, 2)


def test_own_forms_are_played_exported_and_read_back(own: Result) -> None:
    assert (own.exit_code, own.output.splitlines()[-1]) == (0, "0 faults"), own.output
    assert "\n5 files: 4 asked (80 %), 1 refused\n8 plays, " in own.output
    assert "\n8 exports read back, " in own.output


def test_a_refused_form_is_told_with_its_cell(own: Result) -> None:
    assert "\nrefused refused.md: survey row 2, type: " in own.output


def test_a_question_that_lets_nobody_pass_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "stuck.md").write_text(NOBODY_PASSES, "utf-8")
    told = run(tmp_path, 1)
    assert (told.exit_code, told.output.splitlines()[-1]) == (1, "1 faults")
    assert "WRONG stuck.md: play 0: n lets nobody pass in 440 steps" in told.output


def test_a_crash_is_a_fault_and_the_next_form_is_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text(ASKED, "utf-8")
    (tmp_path / "b.md").write_text(ASKED, "utf-8")

    def breaks(file: Path, *others: object) -> object:
        if file.name == "a.md":
            raise ZeroDivisionError("broken")
        return verdict(file, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("tools.samples.verdict", breaks)
    told = run(tmp_path, 1)
    assert (told.exit_code, "WRONG a.md: ZeroDivisionError: broken" in told.output) == (1, True)
    assert "ok b.md: 2 questions" in told.output


def test_an_empty_folder_has_shown_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, 1).exit_code == 1


@pytest.mark.parametrize("kind", Format)
def test_an_answer_that_is_another_one_after_the_export_is_found(kind: Format) -> None:
    form = forms.load(ASKED)
    was, came = {"n": 2, "t": "x"}, {"n": "2", "more": 1}
    assert differences(form, was, was, kind) == []
    found = differences(form, was, came, kind)
    assert [one.partition(":")[0] for one in found] == ["more", "n", "t"]
