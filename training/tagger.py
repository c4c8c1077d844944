"""Train the word tagger, print the table of its figures, and write the weights that ship.

    python3 training/tagger.py --features /tmp/features --leave-out                    # the table, one language left out each time
    python3 training/tagger.py --features /tmp/features --out src/mtlint/models/tagger.onnx

Needs torch (Debian: python3-torch and libopenblas0-pthread) and onnx, not mtlint; minutes on two cores. Seeded: the same features give
the same weights on the same machine. Sentences 0 to 3,999 of a language are its training part, the rest its development part.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

LANGUAGES = ("ro", "et", "ne", "si")
TRAINING = 4000
#: Sentences of a language used for training, so that no language outweighs the human-written ones.
MOST = 3000
EPOCHS = 2
#: Cuts on human-written text (docs-2021) that the table reports: shares of words marked.
SHARES = (0.02, 0.001)


@dataclass
class Part:
    """Sentences: features and labels by sentence."""

    scalars: list[np.ndarray]
    states: list[np.ndarray]
    bad: list[np.ndarray]

    @classmethod
    def load(cls, path: Path, start: int = 0, end: int | None = None, most: int | None = None) -> Part:
        data = np.load(path)
        at = np.concatenate([[0], np.cumsum(data["lengths"])])
        arrays = [data[name] for name in ("scalars", "states", "bad")]
        chosen = np.arange(len(at) - 1)[start:end]
        if most is not None and len(chosen) > most:
            chosen = np.sort(np.random.default_rng(1).choice(chosen, most, replace=False))
        return cls(*([array[at[i] : at[i + 1]] for i in chosen if at[i + 1] > at[i]] for array in arrays))

    def __add__(self, other: Part) -> Part:
        return Part(self.scalars + other.scalars, self.states + other.states, self.bad + other.bad)


class Tagger(nn.Module):
    """A bidirectional GRU over words; states are squeezed first, so that little can be learnt by heart."""

    def __init__(self, part: Part, hidden: int = 128, dropout: float = 0.4) -> None:
        super().__init__()
        width, count = part.states[0].shape[1], part.scalars[0].shape[1]
        seen = np.concatenate(part.scalars)
        self.register_buffer("mean", torch.tensor(seen.mean(0)))
        self.register_buffer("scale", torch.tensor(seen.std(0) + 1e-3))
        self.norm = nn.LayerNorm(width)
        self.squeeze = nn.Linear(width, hidden)
        self.small = nn.Linear(count, 32)
        self.drop = nn.Dropout(dropout)
        self.context = nn.GRU(hidden + 32, 96, bidirectional=True, batch_first=True)
        self.judge = nn.Sequential(nn.Dropout(dropout), nn.Linear(192 + hidden + 32, 64), nn.ReLU(), nn.Linear(64, 1))

    def forward(self, scalars: torch.Tensor, states: torch.Tensor, lengths: torch.Tensor | None = None) -> torch.Tensor:
        """Logits, shape (sentences, words)."""
        one = torch.relu(self.squeeze(self.drop(self.norm(states))))
        two = torch.relu(self.small((scalars - self.mean) / self.scale))
        words = self.drop(torch.cat([one, two], -1))
        if lengths is None:
            context, _ = self.context(words)
        else:
            packed = nn.utils.rnn.pack_padded_sequence(words, lengths, batch_first=True, enforce_sorted=False)
            context, _ = nn.utils.rnn.pad_packed_sequence(
                self.context(packed)[0], batch_first=True, total_length=words.shape[1]
            )
        return self.judge(torch.cat([context, words], -1)).squeeze(-1)


def batches(
    part: Part, size: int, shuffle: np.random.Generator | None = None
) -> Iterator[tuple[list[int], list[torch.Tensor]]]:
    noise = shuffle.random(len(part.bad)) * 4 if shuffle else np.zeros(len(part.bad))
    order = np.argsort([len(bad) + extra for bad, extra in zip(part.bad, noise, strict=True)], kind="stable")
    groups = [order[at : at + size].tolist() for at in range(0, len(order), size)]
    if shuffle:
        shuffle.shuffle(groups)
    for group in groups:
        lengths = torch.tensor([len(part.bad[i]) for i in group])
        padded = [
            nn.utils.rnn.pad_sequence([torch.tensor(array[i]).float() for i in group], batch_first=True)
            for array in (part.scalars, part.states, part.bad)
        ]
        yield group, [*padded, lengths]


def train(part: Part, size: int = 64) -> Tagger:
    torch.manual_seed(0)
    shuffle = np.random.default_rng(0)
    model = Tagger(part)
    optimiser = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=0.02)
    steps = EPOCHS * (len(part.bad) // size + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps + 1)
    for _ in range(EPOCHS):
        model.train()
        for _, (scalars, states, bad, lengths) in batches(part, size, shuffle):
            mask = (torch.arange(bad.shape[1])[None] < lengths[:, None]).float()
            # Labels are softened: post-editors disagree on one word in twenty and more.
            losses = nn.functional.binary_cross_entropy_with_logits(
                model(scalars, states, lengths), bad * 0.96 + 0.02, reduction="none"
            )
            optimiser.zero_grad()
            ((losses * mask).sum() / mask.sum()).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return model.eval()


def predict(model: Tagger, part: Part) -> np.ndarray:
    """Probabilities of all words, in order."""
    found: list[np.ndarray] = [np.zeros(0)] * len(part.bad)
    with torch.no_grad():
        for group, (scalars, states, _, lengths) in batches(part, 64):
            probabilities = torch.sigmoid(model(scalars, states, lengths)).numpy()
            for row, index in enumerate(group):
                found[index] = probabilities[row, : len(part.bad[index])]
    return np.concatenate(found)


def matthews(truth: np.ndarray, marked: np.ndarray) -> float:
    """The correlation of marks with the truth (Matthews 1975)."""
    a, b, c, d = (
        np.sum(x & y, dtype=float) for x, y in ((truth, marked), (~truth, ~marked), (~truth, marked), (truth, ~marked))
    )
    below = np.sqrt((a + c) * (a + d) * (b + c) * (b + d))
    return float((a * b - c * d) / below) if below else 0.0


def area(truth: np.ndarray, p: np.ndarray) -> float:
    """Area under the ROC curve."""
    ranks = np.empty(len(p))
    ranks[np.argsort(p, kind="stable")] = np.arange(len(p))
    good = truth.sum()
    return float((ranks[truth].sum() - good * (good - 1) / 2) / (good * (len(p) - good)))


def table_row(name: str, part: Part, p: np.ndarray, clean: np.ndarray) -> tuple[float, str]:
    truth = np.concatenate(part.bad) > 0
    cuts = np.quantile(p, np.linspace(0.05, 0.98, 94))
    best, cut = max((matthews(truth, p >= cut), float(cut)) for cut in cuts)
    order = np.argsort(-p)
    top = " ".join(f"{truth[order[: int(len(p) * share)]].mean():.2f}" for share in (0.01, 0.02, 0.05))
    strict = []
    for share in SHARES:
        marked = p >= np.quantile(clean, 1 - share)
        strict.append(f"{marked.mean() * 1000:.0f} marked, {truth[marked].mean() if marked.any() else 0:.2f} right")
    return best, f"{name} | {best:.3f} | {cut:.2f} | {area(truth, p):.3f} | {top} | {' | '.join(strict)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", type=Path, required=True)
    parser.add_argument("--leave-out", action="store_true", help="train without each language in turn, test on it")
    parser.add_argument("--out", type=Path, help="train on all languages and write the weights here")
    arguments = parser.parse_args()
    folder = arguments.features
    human = Part.load(folder / "human-2023.npz")
    clean = Part.load(folder / "human-2021.npz")
    training = {name: Part.load(folder / f"{name}.npz", 0, TRAINING, MOST) for name in LANGUAGES}
    tests = {name: Part.load(folder / f"{name}.npz", TRAINING) for name in LANGUAGES}
    print("left out | MCC | at p | AUC | precision at the top 1, 2, 5 % | at 20 in 1,000 clean words | at 1 in 1,000")
    if arguments.leave_out:
        figures = []
        for left in LANGUAGES:
            part = human
            for name in LANGUAGES:
                part = part + training[name] if name != left else part
            model = train(part)
            figure, row = table_row(left, tests[left], predict(model, tests[left]), predict(model, clean))
            figures.append(figure)
            print(row, flush=True)
        print(f"mean MCC {np.mean(figures):.3f}")
    if arguments.out:
        part = human
        for name in LANGUAGES:
            part = part + training[name]
        model = train(part)
        marks = predict(model, clean)
        for name in LANGUAGES:
            print(table_row(f"known {name}", tests[name], predict(model, tests[name]), marks)[1], flush=True)
        print("cuts on clean text:", {share: round(float(np.quantile(marks, 1 - share)), 4) for share in SHARES})
        export(model, arguments.out)


def export(model: Tagger, out: Path) -> None:
    width, count = model.norm.normalized_shape[0], len(model.mean)
    torch.onnx.export(
        model,
        (torch.zeros(1, 7, count), torch.zeros(1, 7, width)),
        str(out),
        input_names=["scalars", "states"],
        output_names=["logits"],
        dynamic_axes={name: {1: "words"} for name in ("scalars", "states", "logits")},
        opset_version=17,
    )
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
