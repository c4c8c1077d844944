"""Words per second of the rule engine alone on one core, at depth fast and at standard (with the parser), and start-up times.

python benchmarks/fast_speed.py [--rounds 3]
"""

from __future__ import annotations

import sys
import time

from corpora import documents, options

from mtlint.config import Config
from mtlint.detectors.rules import RulesDetector
from mtlint.document import Document
from mtlint.rules import loading


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=100_000, help="words to read at standard")
    parser.add_argument("--least", type=float, default=0, help="exit code 1 below so many words/s at fast")
    arguments = parser.parse_args()
    loading.load_rules(examples=False)
    for cached in (loading._load, loading._fingerprint, loading._fingerprint_of_code):
        cached.cache_clear()
    started = time.perf_counter()
    rules = loading.load_rules(examples=False)
    print(f"{len(rules)} rules, {sum(bool(rule.regex) for rule in rules)} of them regular expressions")
    print(f"load from the cache: {1000 * (time.perf_counter() - started):.0f} ms")
    texts = [row.document.text for row in documents(arguments.eval, "human", "mt")]
    best = 0.0
    for depth, most in (("fast", None), ("standard", arguments.words)):
        engine = RulesDetector(Config(depth=depth))
        first = _seconds(engine, texts[:1])
        print(f"{depth}: first document of {len(Document(texts[0]).words)} words {1000 * first:.0f} ms")
        chosen, words = [], 0
        for text in texts[:: 1 if most is None else 3]:
            chosen.append(text)
            words += len(Document(text).words)
            if most is not None and words >= most:
                break
        rounds = arguments.rounds if most is None else 1
        times = [_seconds(engine, chosen) for _ in range(rounds)]
        speed = words / min(times)
        best = best or speed
        print(
            f"{depth}: {words} words in {min(times):.2f} s: {speed:,.0f} words/s (first round {words / times[0]:,.0f})"
        )
        if engine.slow:
            print(f"{depth}: out of time: {', '.join(sorted(engine.slow))}")
    return 0 if best >= arguments.least else 1


def _seconds(engine: RulesDetector, texts: list[str]) -> float:
    started = time.process_time()
    for text in texts:
        list(engine.detect(Document(text)))
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
