"""HTML: one self-contained page, for one document or many.

The templates hold the page, `report.css` and `report.js` its looks and behaviour; both are put into the page, and its
Content-Security-Policy allows exactly these two by their hashes and nothing else. Jinja escapes every value.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from mtlint import __version__
from mtlint.reports._marks import Run, numbered, paragraphs, runs
from mtlint.reports._text import (
    SEVERITIES,
    category_label,
    count_by_severity,
    percent,
    plural,
    verdict_reasons,
    visible,
)
from mtlint.resources import templates_dir
from mtlint.scoring import signature

if TYPE_CHECKING:
    from mtlint.findings import Finding
    from mtlint.pipeline import Result
    from mtlint.reports import Options

#: Log-odds that fill a bar of the panel: more can hardly change a probability.
_FULL_BAR = 4.0


def write(results: Iterable[Result], file: TextIO, options: Options) -> None:
    """Write the page, once the last document is checked: it begins with an overview of all."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Views only: a Result keeps the parse of its document alive.
    documents = [_document(number, result, options) for number, result in enumerate(results, 1)]
    folder = templates_dir()
    style = (folder / "report.css").read_text(encoding="utf-8")
    script = (folder / "report.js").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found = [finding for document in documents for finding in document["findings"]]
    page = environment.get_template("report.html.j2").generate(
        documents=documents,
        errors=[(visible(source), visible(message)) for source, message in options.errors],
        severities=[(str(s), n) for s in SEVERITIES if (n := sum(f["severity"] == str(s) for f in found))],
        categories=_tally(found),
        total=plural(len(found), "finding"),
        texts=plural(len(documents), "text"),
        version=__version__,
        signature=visible(signature(options.config)),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    file.writelines(page)


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _tally(findings: Iterable[dict[str, Any]]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding["category"]] = counts.get(finding["category"], 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _document(number: int, result: Result, options: Options) -> dict[str, Any]:
    score, limits = result.score, options.config.thresholds
    counts = count_by_severity(result.findings)
    return {
        "number": number,
        "id": visible(result.document.id),
        "title": visible(result.document.title or ""),
        "paragraphs": [[_run(run) for run in runs(paragraph)] for paragraph in paragraphs(result)],
        "findings": [_finding(index, finding) for index, finding in numbered(result)],
        "counts": [(str(severity), count) for severity, count in counts.items() if count],
        "notes": [visible(note) for note in result.notes],
        "words": plural(score.words, "word"),
        "verdict": score.verdict,
        "reasons": verdict_reasons(result, options.config),
        "quality": f"{score.quality:.0f}",
        "penalty": f"{score.penalty:,.1f}",
        "limits": f"review from {limits.review_penalty:g}, reject from {limits.reject_penalty:g}",
        "probability": percent(score.mt_probability),
        "signals": [
            {"name": visible(name), "value": f"{value:+.1f}", "width": round(100 * min(1, abs(value) / _FULL_BAR))}
            for name, value in score.signals
        ],
        "signature": visible(score.signature),
    }


def _run(run: Run) -> dict[str, Any]:
    """A stretch of text with the numbers of the findings on it, gravest first; a link leads to the first."""
    return {
        "text": visible(run.text),
        "marks": [mark.number for mark in run.marks],
        "severity": str(run.marks[0].finding.severity) if run.marks else "",
        "opens": [mark.number for mark in run.opens],
        "closes": [(mark.number, str(mark.finding.severity)) for mark in run.closes],
    }


def _finding(number: int, finding: Finding) -> dict[str, Any]:
    return {
        "number": number,
        "severity": str(finding.severity),
        "category": category_label(finding.category),
        "message": visible(finding.message),
        "text": visible(" ".join(finding.text.splitlines())),
        "suggestions": [visible(suggestion) for suggestion in finding.suggestions],
        "rule": visible(finding.rule),
        "also": [visible(rule) for rule in finding.also],
        "confidence": percent(finding.confidence),
        # Rules come from packs that others write: a link must not run a script.
        "url": visible(finding.url) if re.match(r"https?://", finding.url) else "",
    }
