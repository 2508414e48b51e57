from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from base.files import INCOMING, Files, all_of

WORDS = "ถนนหน้าบ้าน".encode()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "media")


def everything(files: Files) -> list[Path]:
    return [path for path in files.root.rglob("*") if path.is_file()]


def test_a_file_is_named_after_its_bytes_and_its_owner(files: Files) -> None:
    stored = files.put(WORDS, "m1")
    sha256 = hashlib.sha256(WORDS).hexdigest()
    assert (stored.sha256, stored.size) == (sha256, len(WORDS))
    assert stored.name.startswith(f"{sha256[:2]}/{sha256[2:]}-")
    with files.open(stored.name) as file:
        assert file.read() == WORDS


def test_the_same_owner_again_is_the_same_file(files: Files) -> None:
    assert files.put(WORDS, "m1") == files.put(WORDS, "m1")
    assert len(everything(files)) == 1


def test_deleting_one_owners_file_leaves_the_same_bytes_of_another(files: Files) -> None:
    mine, theirs = files.put(WORDS, "m1"), files.put(WORDS, "m2")
    files.delete(mine.name)
    assert not files.exists(mine.name)
    assert files.exists(theirs.name)


def test_deleting_twice_changes_nothing(files: Files) -> None:
    stored = files.put(WORDS, "m1")
    files.delete(stored.name)
    files.delete(stored.name)
    with pytest.raises(FileNotFoundError):
        files.open(stored.name)


def test_what_is_not_committed_leaves_nothing(files: Files) -> None:
    with files.draft() as draft:
        draft.write(WORDS)
    assert everything(files) == []


def test_nothing_stands_under_its_name_before_it_is_whole(files: Files) -> None:
    with files.draft() as draft:
        draft.write(WORDS)
        draft.flush()
        assert [path.parent.name for path in everything(files)] == [INCOMING]
        stored = draft.commit("m1")
    assert everything(files) == [files.path(stored.name)]


@pytest.mark.parametrize(
    "name",
    [
        *("", "..", "../../etc/passwd", "/etc/passwd", "ab/../../x", INCOMING + "/x"),
        *("ab/" + "c" * 62, "ab/" + "c" * 62 + "-0000000G", "ab/" + "c" * 62 + "-00000000\n"),
    ],
)
def test_a_name_that_is_not_ours_is_refused(files: Files, name: str) -> None:
    for use in (files.path, files.open, files.exists, files.delete):
        with pytest.raises(ValueError, match="not the name"):
            use(name)


def test_files_are_for_their_owner_alone(files: Files) -> None:
    path = files.path(files.put(WORDS, "m1").name)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_dead_writers_draft_is_swept_and_a_living_ones_is_not(files: Files) -> None:
    dying = "import os,sys,pathlib; from base.files import Files\n"
    dying += "draft = Files(pathlib.Path(sys.argv[1])).draft(); draft.write(b'x'); os._exit(9)"
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", dying, str(files.root)], cwd=root, timeout=60)
    with files.draft() as living:
        assert files.sweep() == 1
        assert everything(files) == [living.path]


def test_sweeping_an_empty_place_finds_nothing(files: Files) -> None:
    assert files.sweep() == 0


def test_a_draft_that_was_swept_cannot_be_committed(files: Files) -> None:
    with files.draft() as draft:
        draft.path.unlink()
        with pytest.raises(FileNotFoundError):
            draft.commit("m1")
    assert everything(files) == []


def test_all_of_an_owner_can_be_deleted_without_a_name(files: Files) -> None:
    files.put(WORDS, "m1")
    files.put(b"more", "m1")
    files.put(WORDS, "m2")
    files.delete(all_of("m1"))
    assert len(everything(files)) == 1
