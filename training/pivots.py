"""Make the table of pivot confusions: English words that share a translation, with the number of languages in which they do.

"stinging" and "prickly" both give Russian колючий and German stachelig; a translator who goes through such a language may come back
with the wrong one. Read from bilingual dictionaries that Debian packages:

    python training/pivots.py --work /tmp/dictionaries --out src/mtlint/data/pivots.txt.gz

The packages are fetched with `apt-get download` and unpacked, not installed. Only facts are kept (word, word, number of
languages); their sources and licences are listed in the file's head and in LICENSE.pivots beside it.
"""

from __future__ import annotations

import argparse
import gzip
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from wordfreq import zipf_frequency

#: Both directions of each language where Debian has them.
LANGUAGES = [
    "ara",
    "bul",
    "ces",
    "dan",
    "deu",
    "ell",
    "fin",
    "fra",
    "hin",
    "hrv",
    "hun",
    "ind",
    "isl",
    "ita",
    "jpn",
    "lit",
    "nld",
    "nor",
    "pol",
    "por",
    "rus",
    "slk",
    "slv",
    "spa",
    "srp",
    "swe",
    "tur",
]
#: Zipf frequency below which a word is no candidate: nobody would print it.
LEAST_ZIPF = 2.3
#: A foreign word with more English words than this is a function word, or an entry gone wrong.
MOST_SENSES = 30
#: A pair of one language alone is kept only when the foreign word has few translations.
FEW_SENSES = 5
#: Confusables kept for a word, those of most languages first.
MOST_CONFUSABLES = 40

_ENGLISH = re.compile(
    r"(?:to |a |an |the )?([a-z]{3,}(?:-[a-z]+)?(?: (?:up|out|off|down|away|in|on|over|back|for|with|at|from|to))?)"
)
_NOISE = re.compile(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|/[^/\n]*/|\b(?:see|Note|Synonyms?|Antonyms?)\b:?.*")
_PARTS = re.compile(r"[,;/\n•|]|\d+\.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for the dictionaries")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    share = fetch(arguments.work)
    groups: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language, foreign, english in pairs(share):
        groups[language][foreign].add(english)
    shared: Counter[tuple[str, str]] = Counter()
    close: set[tuple[str, str]] = set()
    for language in sorted(groups):
        found: set[tuple[str, str]] = set()
        for words in groups[language].values():
            if 2 <= len(words) <= MOST_SENSES:
                found.update(combinations(sorted(words), 2))
                if len(words) <= FEW_SENSES:
                    close.update(combinations(sorted(words), 2))
        shared.update(found)
        print(f"{language}: {len(groups[language])} foreign words, {len(found)} pairs")
    write(Counter({pair: n for pair, n in shared.items() if n > 1 or pair in close}), arguments.out)


def fetch(work: Path) -> Path:
    """Download and unpack the dictionaries; the folder `usr/share` of what was unpacked."""
    share = work / "unpacked" / "usr" / "share"
    if share.is_dir():
        return share
    work.mkdir(parents=True, exist_ok=True)
    known = subprocess.run(
        ["apt-cache", "pkgnames", "dict-freedict-"], capture_output=True, text=True, check=True
    ).stdout.split()
    wanted = [f"dict-freedict-{name}" for each in LANGUAGES for name in (f"{each}-eng", f"eng-{each}")]
    packages = [name for name in wanted if name in known]
    subprocess.run(["apt-get", "download", "-q", *packages, "mueller7-dict", "edict"], cwd=work, check=True)
    for package in sorted(work.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", str(package), str(work / "unpacked")], check=True)
    return share


def pairs(share: Path) -> Iterator[tuple[str, str, str]]:
    """(language, foreign word, English lemma) of all dictionaries."""
    for path in sorted((share / "dictd").glob("freedict-*.dict.dz")):
        source, target = path.name.removeprefix("freedict-").removesuffix(".dict.dz").split("-")
        for head, body in entries(path):
            if target == "eng":
                for word in english(body):
                    yield source, head.lower(), word
            elif word := next(english(head), ""):
                for foreign in _foreign(body):
                    yield target, foreign, word
    yield from mueller(share / "dictd" / "mueller7.dict.dz")
    yield from edict(share / "edict" / "edict")


def entries(path: Path) -> Iterator[tuple[str, str]]:
    """Headword and body of each entry of a dictd dictionary."""
    data = gzip.decompress(path.read_bytes())
    digits = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}

    def number(text: str) -> int:
        value = 0
        for character in text:
            value = 64 * value + digits[character]
        return value

    for line in path.with_name(path.name.replace(".dict.dz", ".index")).read_text("utf-8").splitlines():
        head, start, length = line.split("\t")[:3]
        if head.startswith("00database"):
            continue
        at = number(start)
        text = data[at : at + number(length)].decode("utf-8", "replace")
        yield head, text.partition("\n")[2]


def english(text: str) -> Iterator[str]:
    """Common English words (or verb and particle) that stand alone between commas."""
    for part in _PARTS.split(_NOISE.sub(" ", text.replace("‐", "-"))):
        match = _ENGLISH.fullmatch(" ".join(part.split()).strip(" .!?~").lower())
        if match and zipf_frequency(match.group(1), "en") >= LEAST_ZIPF:
            yield match.group(1)


def _foreign(text: str) -> Iterator[str]:
    for part in _PARTS.split(_NOISE.sub(" ", text)):
        word = " ".join(part.split()).strip(" .!?~-").lower()
        if 2 <= len(word) <= 30 and word.count(" ") <= 1 and not re.search(r"[\d=:\"]", word):
            yield word


def mueller(path: Path) -> Iterator[tuple[str, str, str]]:
    """English-Russian; several translations a sense, examples after them in Latin letters."""
    for head, body in entries(path):
        word = next(english(head), "")
        if not word:
            continue
        # An example ("archduke эрцгерцог") begins with Latin letters; what follows it translates the example.
        clean = re.sub(r"\[[^\]]*\]|_\w+\.?|\([^)]*\)|\d\)|[A-Za-z][^;]*", " ", body)
        for foreign in _foreign(clean):
            if re.fullmatch(r"[а-яё-]+", foreign):
                yield "rus", foreign, word


def edict(path: Path) -> Iterator[tuple[str, str, str]]:
    """Japanese-English: `漢字 [かな] /(n) meaning/meaning/`."""
    for line in path.read_text("euc-jp", "replace").splitlines()[1:]:
        head, _, body = line.partition("/")
        for word in english(body.replace("(P)", "")):
            yield "jpn", head.split()[0], word


def write(shared: Counter[tuple[str, str]], out: Path) -> None:
    """A line a word: word, ten times its Zipf frequency, then `confusable:languages` with commas between; most languages first."""
    table: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (one, two), count in shared.items():
        table[one].append((count, two))
        table[two].append((count, one))
    out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(out, "wb", mtime=0) as file:
        for word in sorted(table):
            best = sorted(table[word], key=lambda pair: (-pair[0], pair[1]))[:MOST_CONFUSABLES]
            frequency = round(10 * zipf_frequency(word, "en"))
            file.write(f"{word}\t{frequency}\t{','.join(f'{other}:{count}' for count, other in best)}\n".encode())
    print(f"{len(table)} words, {len(shared)} pairs, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
