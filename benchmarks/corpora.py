"""The evaluation sets that the benchmarks read, and what the rules find in them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mtlint.config import Config
from mtlint.detectors.rules import RulesDetector
from mtlint.document import Document
from mtlint.findings import Finding
from mtlint.fusion import fuse
from mtlint.readers.jsonl import rows
from mtlint.rules.schema import Rule

ROOT = Path(__file__).resolve().parent.parent
EVAL = ROOT.parent / "shared" / "eval"
YEARS = (2021, 2023)
#: Newsrooms of `docs-2021` that translate: what is found there may be right.
TRANSLATING = ("allafrica", "novinite", "egyptindependent", "rt.com", "aj-english", "angop")

#: A shorter line may well stand in several documents.
_SHORT = 40


@dataclass(slots=True)
class Row:
    """A document of a set, with what the rules found in it."""

    year: int
    label: str
    lang: str
    system: str
    document: Document
    raw: list[Finding] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()

    @property
    def words(self) -> int:
        return len(self.document.words)

    @property
    def native(self) -> bool:
        """Written by a newsroom that does not translate."""
        return self.label == "human" and not any(name in self.document.id for name in TRANSLATING)


def options(about: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=about.strip().splitlines()[0])
    parser.add_argument("--eval", type=Path, default=EVAL, help="folder of docs-2021.jsonl.gz and docs-2023.jsonl.gz")
    return parser


def _rows(path: Path) -> Iterator[dict[str, object]]:
    if not path.exists():
        sys.exit(f"{path}: not here; name the folder of the evaluation sets with --eval")
    return rows(path)


def documents(folder: Path, *labels: str) -> Iterator[Row]:
    """The documents of these labels (all: none given).

    The human side of `docs-2023` holds the same lines several times (one source for several directions): each line counts
    once.
    """
    seen: set[str] = set()
    for year in YEARS:
        for number, row in enumerate(_rows(folder / f"docs-{year}.jsonl.gz")):
            label = str(row["label"])
            if labels and label not in labels:
                continue
            text = str(row["text"])
            if label == "human":
                lines = [line for line in text.split("\n") if len(line) < _SHORT or line not in seen]
                seen.update(lines)
                text = "\n".join(lines)
            if text.strip():
                # English originals have no source language worth a column.
                lang, system = str(row.get("lang") or "en"), str(row.get("system") or "-")
                yield Row(year, label, lang, system, Document(text, id=str(row.get("id", number))))


def checked(folder: Path, *labels: str, depth: str = "standard", rules: list[Rule] | None = None) -> list[Row]:
    """All documents of these labels with what the rules find in them."""
    engine = RulesDetector(Config(depth=depth), rules)
    found = list(documents(folder, *labels))
    for row in found:
        row.raw = list(engine.detect(row.document))
        row.findings = fuse(row.raw, row.document, Config())
    return found
