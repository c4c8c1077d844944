"""Texts with what a detector must mark: [[wrong => fix]], and what it does with them."""

from __future__ import annotations

import re

from mtlint.config import Config
from mtlint.detectors import Detector
from mtlint.document import Document
from mtlint.findings import Finding

_MARK = re.compile(r"\[\[(.*?) => (.*?)\]\]", re.S)


def found(kind: type, text: str) -> list[Finding]:
    detector: Detector = kind(Config())
    return list(detector.detect(Document(text)))


def fixed(kind: type, marked: str) -> bool:
    """Does the detector offer, among its first five suggestions, what `marked` asks for, and mark nothing else?"""
    match = _MARK.search(marked)
    assert match
    text = marked[: match.start()] + match.group(1) + marked[match.end() :]
    want = marked[: match.start()] + match.group(2) + marked[match.end() :]
    findings = found(kind, text)
    assert all(f.text == text[f.start : f.end] for f in findings)
    return len(findings) == 1 and any(
        text[: f.start] + suggestion + text[f.end :] == want for f in findings for suggestion in f.suggestions[:5]
    )
