"""JSON: what every tool and test reads; `schema.json` beside this file describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from mtlint import __version__
from mtlint.scoring import signature

if TYPE_CHECKING:
    from mtlint.config import Config
    from mtlint.findings import Finding
    from mtlint.pipeline import Result
    from mtlint.reports import Options

#: The version of the format; it grows when a reader of the old one would break.
SCHEMA = 1
#: Valid inside JSON strings, but they would end a line of JSON Lines, drive a terminal, or (surrogates) not be UTF-8.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write(results: Iterable[Result], file: TextIO, options: Options) -> None:
    """Write one JSON object with all documents; nothing is written before the last one is checked."""
    documents = [document(result) for result in results]
    report = {
        "schema": SCHEMA,
        "tool": tool(options.config),
        "documents": documents,
        "errors": [{"id": source, "message": message} for source, message in options.errors],
    }
    file.write(dumps(report, indent=2) + "\n")


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON that reads well and is safe to print: non-ASCII as it is, unless it breaks lines, terminals or UTF-8."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


def tool(config: Config) -> dict[str, str]:
    """What made the report."""
    return {"name": "mtlint", "version": __version__, "signature": signature(config)}


def document(result: Result) -> dict[str, Any]:
    """One checked document. Offsets are code points into the source as given, unless `offsets` says "text"."""
    score = result.score
    return {
        "id": result.document.id,
        "format": result.document.format,
        "offsets": result.document.offsets,
        "words": score.words,
        "score": {
            "penalty": score.penalty,
            "quality": score.quality,
            "mt_probability": score.mt_probability,
            "verdict": score.verdict,
            "signals": [{"name": name, "log_odds": value} for name, value in score.signals],
            "signature": score.signature,
        },
        "findings": [_finding(result, finding) for finding in result.findings],
        "notes": list(result.notes),
    }


def _finding(result: Result, finding: Finding) -> dict[str, Any]:
    start, end = result.document.source_span(finding.start, finding.end)
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": str(finding.severity),
        "confidence": finding.confidence,
        "start": start,
        "end": end,
        "text": finding.text,
        "message": finding.message,
        "suggestions": list(finding.suggestions),
        "detector": finding.detector,
        "url": finding.url,
    }
