"""Read the training sets of the word tagger with the language model, once: a file of features for each set.

    python training/tagger_features.py --eval ../shared/eval --out /tmp/features

Runs in mtlint's own environment (`pip install -e '.[deep]'`); about half an hour on two cores. `training/tagger.py` reads what it
writes: for the words of all sentences one after the other `scalars`, `states` (16 bits) and `bad`, and `lengths` of the sentences in words.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from mtlint.document import Document
from mtlint.models.language_model import LanguageModel
from mtlint.models.provisioning import ensure
from mtlint.models.tagger import word_features, words

#: A sentence: its text, its words as spans, and for each word whether an annotator found it wrong.
Sentence = tuple[str, list[tuple[int, int]], list[int]]

_BATCH = 256


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = LanguageModel(ensure())
    for language in ("ro", "et", "ne", "si"):
        write(model, post_edited(arguments.eval / f"words-{language}-en.jsonl.gz"), arguments.out / f"{language}.npz")
    for year in (2021, 2023):
        write(model, human(arguments.eval / f"docs-{year}.jsonl.gz"), arguments.out / f"human-{year}.npz")


def rows(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def post_edited(path: Path) -> Iterator[Sentence]:
    """Words that a post-editor changed are wrong."""
    for row in rows(path):
        yield row["text"], [tuple(span) for span in row["tokens"]], row["bad"]  # type: ignore[misc]


def human(path: Path) -> Iterator[Sentence]:
    """Sentences that people wrote in English: no word is wrong."""
    for row in rows(path):
        if row["label"] == "human":
            document = Document(str(row["text"]))
            for segment in document.segments:
                text = document.text[segment.start : segment.end]
                spans = words(text)
                if 5 <= len(spans) <= 100:
                    yield text, spans, [0] * len(spans)


def write(model: LanguageModel, sentences: Iterator[Sentence], out: Path) -> None:
    scalars, states, bad, lengths = [], [], [], []
    kept = list(sentences)
    for start in range(0, len(kept), _BATCH):
        batch = kept[start : start + _BATCH]
        for reading, (text, spans, labels) in zip(model.read([s[0] for s in batch], hidden=True), batch, strict=True):
            one, two = word_features(reading, spans, text)
            scalars.append(one)
            states.append(two.astype(np.float16))
            bad.append(np.array(labels, np.uint8))
            lengths.append(len(spans))
        print(f"{out.name}: {min(start + _BATCH, len(kept))} of {len(kept)} sentences", flush=True)
    np.savez(
        out, scalars=np.concatenate(scalars), states=np.concatenate(states), bad=np.concatenate(bad), lengths=lengths
    )


if __name__ == "__main__":
    main()
