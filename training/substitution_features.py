"""Put pivot confusions into clean news and measure what the substitution finder sees: a line of features for each suspect word.

    python training/substitution_features.py --eval ../shared/eval --out /tmp/substitution.jsonl --sentences 1500

Of the human-written sentences one content word in `--rate` is replaced by a word that shares a translation with it (seeded). Documents are
parted by a hash of their id, so that `training/substitution.py` trains on some and tests on others.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from pathlib import Path
from typing import Any

from mtlint.detectors.substitution import Suspect, features, suspects
from mtlint.document import Document
from mtlint.models.confusions import Candidate, candidates, frequency
from mtlint.models.language_model import LanguageModel
from mtlint.models.parser import pipeline
from mtlint.models.provisioning import ensure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=1500)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    model, parse, rng = LanguageModel(ensure(), arguments.threads), pipeline(), random.Random(7)
    chosen = sentences(arguments.eval, rng)[: arguments.sentences]
    with arguments.out.open("w", encoding="utf-8") as out:
        for number, (document, text) in enumerate(chosen):
            doc = parse(text)
            replaced: dict[int, str] = {}
            words = []
            for token in doc:
                new = ""
                if _replaceable(token) and rng.random() < 1 / arguments.rate:
                    others = [c for c in candidates(token.lower_, token.lemma_.lower(), token.tag_) if _common(c)]
                    if others:
                        new = rng.choices(others, [c.languages for c in others])[0].form
                        replaced[token.i] = token.lower_
                words.append((new or token.text) + token.whitespace_)
            if replaced:
                changed = "".join(words)
                doc = parse(changed)
                if len(doc) != len(words):
                    continue
            found: list[Suspect] = suspects(doc, model.read([doc.text])[0])
            for suspect, row in zip(found, features(doc, found, model), strict=True):
                was = replaced.get(suspect.index, "")
                row.update(
                    document=document, half=half(document), wrong=bool(was), was=was, word=doc[suspect.index].text
                )
                out.write(json.dumps(row) + "\n")
            hidden = [i for i in replaced if i not in {s.index for s in found}]
            out.write(
                json.dumps({"document": document, "half": half(document), "words": len(doc), "missed": len(hidden)})
                + "\n"
            )
            if number % 100 == 0:
                print(f"{number} of {len(chosen)} sentences", flush=True)


def _replaceable(token: Any) -> bool:
    return token.tag_[:1] in "NVJ" and token.tag_[:3] != "NNP" and token.is_alpha and len(token) > 3


def _common(candidate: Candidate) -> bool:
    return " " not in candidate.form and frequency(candidate.lemma) >= 3


def half(document: str) -> int:
    return hashlib.sha256(document.encode()).digest()[0] % 2


def sentences(folder: Path, rng: random.Random) -> list[tuple[str, str]]:
    found = []
    for year in (2021, 2023):
        with gzip.open(folder / f"docs-{year}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["label"] == "human":
                    document = Document(row["text"])
                    for segment in document.segments:
                        text = document.text[segment.start : segment.end]
                        if 8 <= len(text.split()) <= 60:
                            found.append((row["id"], text))
    rng.shuffle(found)
    return found


if __name__ == "__main__":
    main()
