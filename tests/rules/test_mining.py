"""`mtlint rules mine`: counts, rates and contexts, side by side by a field."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from running import mtlint

ROWS = [
    {"id": "h1", "label": "human", "text": "She paid $5 for a cup of tea in the old harbour town."},
    {"id": "m1", "label": "mt", "text": "She paid $ 5 for it. He paid $ 7 for that."},
    {"id": "m2", "label": "mt", "text": "The price rose to € 9 in a week."},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in ROWS)
    return path


def mine(corpus: Path, *arguments: str) -> object:
    done = mtlint("rules", "mine", corpus, "--depth", "fast", "--rule", "typography", "--format", "json", *arguments)
    assert done.code == 0, done
    return done.data


def test_rates_side_by_side(corpus: Path) -> None:
    data = mine(corpus, "--by", "label")
    assert isinstance(data, dict)
    assert data["documents"] == {"human": 1, "mt": 2} and data["words"]["mt"] == 18
    rule = next(rule for rule in data["rules"] if rule["rule"] == "typography/space-after-currency")
    assert rule["groups"]["human"] == {"count": 0, "per_1000_words": 0.0}
    assert rule["count"] == 3 and rule["documents"] == 2
    assert rule["contexts"][0] == {
        "document": "m1",
        "before": "She paid ",
        "text": "$ 5",
        "after": rule["contexts"][0]["after"],
        "fix": "$5",
    }


def test_conditions_and_order(corpus: Path) -> None:
    data = mine(corpus, "--where", "label=human")
    assert isinstance(data, dict) and data["documents"] == {"": 1} and not data["rules"]
    for order in ("count", "rate", "ratio", "rule"):
        found = mine(corpus, "--sort", order, "--by", "label")
        assert isinstance(found, dict) and found["rules"]


def test_the_text_form_says_what_a_line_is(corpus: Path) -> None:
    done = mtlint(
        "rules", "mine", corpus, "--depth", "fast", "--rule", "typography/space-after-currency", "--by", "label"
    )
    assert "typography/space-after-currency  3  human 0 (0.000)  mt 3 (" in done.out
    assert "…She paid [$ 5] for it." in done.out and "->  $5" in done.out
    assert "mt: 3 hits in 18 words of 2 documents" in done.out


def test_a_wrong_condition_is_refused(corpus: Path) -> None:
    done = mtlint("rules", "mine", corpus, "--where", "label")
    assert done.code == 2 and "must be FIELD=VALUE" in done.err
