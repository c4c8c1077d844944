"""The tagger at depth deep: what it marks is a remark, and good English is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import BAD, GOOD, mtlint

from mtlint.config import Config
from mtlint.detectors.tagger import TaggerDetector
from mtlint.document import Document
from mtlint.findings import Severity

pytestmark = pytest.mark.integration

BROKEN = (
    "Under the hill it is the 🏰 castle which in the year it was of the brother built, of him the wall has the big hole.\n"
    "He is very of the know person and by the his work in the school is made the big of result."
)


@pytest.fixture(scope="module")
def detector() -> TaggerDetector:
    return TaggerDetector(Config(depth="deep"))


def test_broken_english_is_marked_with_remarks(detector: TaggerDetector) -> None:
    found = list(detector.detect(Document(BROKEN)))
    assert len(found) >= 2
    for finding in found:
        assert BROKEN[finding.start : finding.end] == finding.text
        assert finding.severity is Severity.NEUTRAL
        assert 0 < finding.confidence <= 1


def test_plain_news_is_left_alone(detector: TaggerDetector) -> None:
    assert not list(detector.detect(Document(GOOD)))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "x", ".", "🏰", "a\u0301" * 50])
def test_hardly_a_text(detector: TaggerDetector, text: str) -> None:
    list(detector.detect(Document(text)))


def test_without_the_model_a_check_goes_on_and_says_so(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(BAD, encoding="utf-8")
    nothing = {"MTLINT_CACHE": str(tmp_path / "cache"), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}
    options = ("--depth", "deep", "--language-tool", "http://127.0.0.1:9/", "--quiet", story)
    done = mtlint("check", *options, **nothing)
    assert done.code == 1, done.err
    assert "checked without tagger: the language model cannot be fetched" in done.err
    assert "Traceback" not in done.err
    required = mtlint("check", "--require", "models", *options, **nothing)
    assert required.code == 2
    assert "the language model cannot be fetched" in required.err and "Traceback" not in required.err
