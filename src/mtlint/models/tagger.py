"""The word tagger: from a reading of the language model to the probability that each word is wrong.

A small recurrent network over the frozen states of the language model; trained by `training/tagger.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from mtlint.models.language_model import Floats, Reading

#: Numbers a word besides the states.
SCALARS = 8
#: The weights that ship; `training/tagger.py` makes them.
WEIGHTS = Path(__file__).with_name("tagger.onnx")

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")


def words(text: str) -> list[tuple[int, int]]:
    """The words and marks that the tagger judges, as spans."""
    return [match.span() for match in _WORD.finditer(text)]


def word_features(reading: Reading, words: Sequence[tuple[int, int]], text: str) -> tuple[Floats, Floats]:
    """Scalars, shape (words, SCALARS), and states, shape (words, width), of words given as spans of code points.

    A word takes the state after its last token. The scalars: surprisal of the word, of its first token, of its most
    surprising one, of the likeliest first token, the difference of these two, the number of tokens, whether it begins with
    a capital, whether with a letter.
    """
    starts, ends = reading.tokens.spans[:, 0], reading.tokens.spans[:, 1]
    first = np.minimum(np.searchsorted(ends, [start for start, _ in words], side="right"), len(ends) - 1)
    last = np.clip(np.searchsorted(starts, [end for _, end in words], side="left") - 1, first, len(ends) - 1)
    surprisal = reading.surprisal
    summed = np.concatenate([[0.0], np.cumsum(surprisal)])
    scalars = np.stack(
        [
            summed[last + 1] - summed[first],
            surprisal[first],
            np.array([surprisal[one : two + 1].max() for one, two in zip(first, last, strict=True)]),
            reading.best[first],
            surprisal[first] - reading.best[first],
            last - first + 1,
            np.array([text[start].isupper() for start, _ in words]),
            np.array([text[start].isalpha() for start, _ in words]),
        ],
        axis=1,
    )
    assert reading.hidden is not None
    return scalars.astype(np.float32), reading.hidden[last]


class Tagger:
    """The trained network, an ONNX file with inputs `scalars` (1, words, SCALARS) and `states` (1, words, width)."""

    def __init__(self, model: Path = WEIGHTS, threads: int = 0) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def probabilities(self, features: tuple[Floats, Floats]) -> Floats:
        """For each word of one text the probability that it is wrong, shape (words,)."""
        scalars, states = features
        if not len(scalars):
            return np.zeros(0, np.float32)
        feed = {"scalars": scalars[None], "states": states[None]}
        (logits,) = self._session.run(["logits"], feed)
        found: Floats = 1 / (1 + np.exp(-logits[0]))
        return found


@lru_cache(maxsize=1)
def tagger(threads: int) -> Tagger:
    """The tagger of the process, with the weights that ship."""
    return Tagger(threads=threads)
