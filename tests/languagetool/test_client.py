from __future__ import annotations

from pathlib import Path

from mtlint.languagetool.cache import Answers
from mtlint.languagetool.client import Match, Query, _code_point, _folder, _pairs

QUERY = Query("en-US", off=("A",))


def match(start: int = 0, end: int = 3) -> Match:
    return Match("R", "C", start, end, "No.", ("a", "b"))


def test_offsets_of_utf_16_become_code_points() -> None:
    text = "a😀b𝒜c"
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)]
    assert [_code_point(_pairs(text), unit) for unit in units] == list(range(len(text) + 1))
    assert _pairs("plain ascii") == []
    assert _pairs("é – “ü”") == []


def test_an_address_may_end_as_it_likes() -> None:
    for url in ("http://h:1", "http://h:1/", "http://h:1/v2", "http://h:1/v2/"):
        assert _folder(url) == "http://h:1/"


def test_answers_are_kept_by_text_and_query(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "answers.sqlite3"
    answers = Answers(path)
    answers.put(QUERY, {"one": [match()], "none": []})
    answers.close()
    again = Answers(path)
    assert again.get(QUERY, ["one", "none", "new"]) == {"one": [match()], "none": []}
    assert again.get(Query("en-GB", off=("A",)), ["one"]) == {}
    again.close()


def test_the_oldest_answers_go_first(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "answers.sqlite3", most=100)
    for number in range(30):
        answers.put(QUERY, {f"{number}-{each}": [] for each in range(10)})
    kept = answers.get(QUERY, [f"{number}-{each}" for number in range(30) for each in range(10)])
    assert 50 <= len(kept) <= 100


def test_a_damaged_file_is_replaced_and_a_missing_folder_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite3"
    path.write_bytes(b"this is no database, " * 100)
    answers = Answers(path)
    answers.put(QUERY, {"one": [match()]})
    assert answers.get(QUERY, ["one"]) == {"one": [match()]}
    answers.close()
    (tmp_path / "file").write_text("")
    nowhere = Answers(tmp_path / "file" / "answers.sqlite3")
    nowhere.put(QUERY, {"one": [match()]})
    assert nowhere.get(QUERY, ["one"]) == {}


def test_two_connections_write_side_by_side(tmp_path: Path) -> None:
    one, two = Answers(tmp_path / "a.sqlite3"), Answers(tmp_path / "a.sqlite3")
    for number in range(20):
        one.put(QUERY, {f"one{number}": []})
        two.put(QUERY, {f"two{number}": []})
    assert len(one.get(QUERY, [f"two{number}" for number in range(20)])) == 20


def test_a_lone_surrogate_has_a_key(tmp_path: Path) -> None:
    answers = Answers(tmp_path / "a.sqlite3")
    answers.put(QUERY, {"\ud83d": []})
    assert answers.get(QUERY, ["\ud83d"]) == {"\ud83d": []}
