"""The language model at run time: surprisals, hidden states and continuations, on onnxruntime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Id of the token that begins every text.
START = 0
#: Tokens (with padding) that one call may hold; more costs memory and wins no time.
_BATCH_TOKENS = 1024
#: Continuations read side by side.
_BRANCHES = 64

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenised text: ids, and spans as half-open ranges of code points, shape (n, 2)."""

    ids: list[int]
    spans: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model saw in a text of n tokens.

    `surprisal` and `best` are in nats, shape (n,): of the token that stands there, and of the likeliest one. `hidden` is the
    state after each token, the tapped layers side by side, shape (n, width x taps).
    """

    tokens: Tokens
    surprisal: Floats
    best: Floats
    hidden: Floats | None = None


class LanguageModel:
    """A causal language model in a folder that `gguf_to_onnx` filled; `threads` 0: as many as there are cores."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        inputs = self._session.get_inputs()
        self._past = [
            (each.name, int(each.shape[1]), int(each.shape[3])) for each in inputs if each.name.startswith("past_")
        ]
        self._now = [name.replace("past_", "now_") for name, _, _ in self._past]
        self._taps = [each.name for each in self._session.get_outputs() if each.name.startswith("hidden_")]

    def tokens(self, text: str) -> Tokens:
        encoded = self._tokenizer.encode(text)
        return Tokens(encoded.ids, np.array(encoded.offsets, np.int32).reshape(-1, 2))

    def read(self, texts: Sequence[str], *, hidden: bool = False) -> list[Reading]:
        """Each text on its own, in batches of texts of like length."""
        tokens = [self.tokens(text) for text in texts]
        found: dict[int, Reading] = {}
        for batch in _batches([len(each.ids) + 1 for each in tokens]):
            found.update(zip(batch, self._read([tokens[index] for index in batch], hidden), strict=True))
        return [found[index] for index in range(len(texts))]

    def _read(self, batch: Sequence[Tokens], hidden: bool) -> list[Reading]:
        length = max(len(each.ids) for each in batch) + 1
        ids = np.zeros((len(batch), length), np.int64)
        for row, each in enumerate(batch):
            ids[row, 1 : len(each.ids) + 1] = each.ids
        places = [row * length + at for row, each in enumerate(batch) for at in range(len(each.ids))]
        targets = [target for each in batch for target in each.ids]
        names = ["surprisal", "best", *(self._taps if hidden else ())]
        surprisal, best, *states = self._run(names, ids, places, targets)
        readings, start = [], 0
        for row, each in enumerate(batch):
            end = start + len(each.ids)
            state = np.concatenate([s[row, 1 : len(each.ids) + 1] for s in states], axis=1) if states else None
            readings.append(Reading(each, surprisal[start:end], best[start:end], state))
            start = end
        return readings

    def continuations(self, tokens: Tokens, branches: Sequence[tuple[int, Sequence[int]]]) -> list[Floats]:
        """How surprising other continuations of a text are.

        Args:
            branches: (place, ids): `ids` instead of the text from token `place` on.

        Returns:
            For each branch the surprisals of its tokens. The text is read once; branches are read side by side, each seeing the
            text before its place and itself (tree attention).
        """
        text = np.array([[START, *tokens.ids]], np.int64)
        past = dict(zip((name for name, _, _ in self._past), self._run(self._now, text, [0], [0]), strict=True))
        found: list[Floats] = []
        for start in range(0, len(branches), _BRANCHES):
            found += self._branches(text[0], branches[start : start + _BRANCHES], past)
        return found

    def _branches(
        self, text: Any, branches: Sequence[tuple[int, Sequence[int]]], past: dict[str, Floats]
    ) -> list[Floats]:
        # A branch begins with the token before its place, read again, which predicts its first one.
        rows = [[int(text[place]), *ids[:-1]] for place, ids in branches]
        length, known = sum(map(len, rows)), len(text)
        bias = np.full((length, known + length), -np.inf, np.float32)
        positions: list[int] = []
        start = 0
        for (place, _), row in zip(branches, rows, strict=True):
            end = start + len(row)
            bias[start:end, :place] = 0
            bias[start:end, known + start : known + end] = 0  # the operator itself hides what comes later
            positions += range(place, place + len(row))
            start = end
        ids = np.array([[token for row in rows for token in row]], np.int64)
        targets = [target for _, each in branches for target in each]
        (surprisal,) = self._run(["surprisal"], ids, list(range(length)), targets, past, np.array([positions]), bias)
        return np.split(surprisal, np.cumsum([len(each) for _, each in branches])[:-1])

    def _run(
        self,
        names: list[str],
        ids: Any,
        places: list[int],
        targets: list[int],
        past: dict[str, Floats] | None = None,
        positions: Any = None,
        bias: Floats | None = None,
    ) -> list[Floats]:
        past = past or {name: np.zeros((len(ids), heads, 0, size), np.float32) for name, heads, size in self._past}
        length = ids.shape[1]
        total = length + next(iter(past.values())).shape[2]
        feed = {
            "input_ids": ids,
            "last": np.full(len(ids), total - 1, np.int32),
            "total": np.array(total, np.int32),
            "places": np.array(places, np.int64),
            "targets": np.array(targets, np.int64),
            "positions": np.tile(np.arange(length), (len(ids), 1)) if positions is None else positions,
            "bias": (np.zeros((length, total), np.float32) if bias is None else bias)[None, None],
            **past,
        }
        return list(self._session.run(names, feed))


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices of texts, short ones first, so that each batch's padded size stays within `_BATCH_TOKENS`."""
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not batches or lengths[index] * (len(batches[-1]) + 1) > _BATCH_TOKENS:
            batches.append([])
        batches[-1].append(index)
    return batches
