"""The rule reference: a Markdown page a pack, made from the packs, so that it cannot be out of date unnoticed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from mtlint.findings import CATEGORIES
from mtlint.rules.loading import pack_about
from mtlint.rules.schema import Example, Rule

#: Names of the languages that rules name as their origin.
LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ne": "Nepali",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala",
    "sk": "Slovak", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
_INDEX = "index.md"
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


def anchor(rule: str) -> str:
    """The place of a rule on its pack's page."""
    return rule.partition("/")[2].replace("/", "-")


def pages(rules: Sequence[Rule]) -> dict[str, str]:
    """File name -> Markdown: an index and a page for each pack."""
    packs: dict[str, list[Rule]] = {}
    for rule in rules:
        packs.setdefault(rule.pack, []).append(rule)
    made = {f"{pack}.md": _page(pack, own) for pack, own in packs.items()}
    made[_INDEX] = _index(packs)
    return made


def write(folder: Path, made: dict[str, str], *, check: bool = False) -> list[Path]:
    """Write what changed, and remove the pages of packs that are gone; with `check` only say which these are."""
    changed = []
    for name, text in sorted(made.items()):
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            changed.append(path)
            if not check:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    for path in sorted(folder.glob("*.md")):
        if path.name not in made:
            changed.append(path)
            if not check:
                path.unlink()
    return changed


def _index(packs: dict[str, list[Rule]]) -> str:
    lines = [
        "# Rules",
        "",
        "Written by `mtlint rules docs` from the packs; do not edit. How to write a rule: [Writing rules](../rules.md).",
        "",
        "| pack | rules | what it finds |",
        "|---|---|---|",
    ]
    for pack, own in sorted(packs.items()):
        title, _ = pack_about(Path(own[0].source))
        lines.append(f"| [{pack}]({pack}.md) | {len(own)} | {_text(title)} |")
    lines += ["", f"{sum(map(len, packs.values()))} rules.", ""]
    return "\n".join(lines)


def _page(pack: str, rules: Sequence[Rule]) -> str:
    title, about = pack_about(Path(rules[0].source))
    lines = [f"# {_text(title or pack)}", ""]
    if about:
        lines += [_text(about), ""]
    lines += [f"{len(rules)} rules of the pack `{pack}`. Written by `mtlint rules docs`; do not edit.", ""]
    for rule in rules:
        lines += _section(rule)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(rule: Rule) -> list[str]:
    lines = [f'<a id="{anchor(rule.id)}"></a>', "", f"## {rule.id}", "", _message(rule), ""]
    if rule.why:
        lines += [f"**Why a machine writes it.** {_text(rule.why)}", ""]
    facts = [
        f"{CATEGORIES[rule.category]} (`{rule.category}`)",
        str(rule.severity),
        f"confidence {rule.confidence:.2f}",
        rule.kind,
    ]
    if rule.languages:
        facts.insert(0, "from " + ", ".join(LANGUAGES.get(code, code) for code in rule.languages))
    if not rule.default:
        facts.append("off unless selected")
    lines += ["; ".join(facts), ""]
    for example in rule.wrong:
        lines.append(f"- Wrong: {_marked(example)}")
    lines += [f"- Right: {_text(text)}" for text in rule.ok]
    return [*lines, ""]


def _message(rule: Rule) -> str:
    """The message as it reads beside the first example."""
    example = next(iter(rule.wrong), None)
    if example is None:
        return _text(rule.message)
    marked = example.text[example.start : example.end]
    return _text(rule.message.replace("{text}", marked).replace("{fix}", example.fix or "…"))


def _marked(example: Example) -> str:
    """The example with its artefact in bold, and the sentence put right."""
    before, marked = example.text[: example.start], example.text[example.start : example.end]
    after = example.text[example.end :]
    shown = _bold(before, marked, after)
    if example.fix is None:
        return shown
    return f"{shown} → {_bold(before, example.fix, after) if example.fix.strip() else '(delete)'}"


def _bold(before: str, word: str, after: str) -> str:
    """Bold marks must stand at the word itself: Markdown takes none beside a space."""
    lead, tail = word[: len(word) - len(word.lstrip())], word[len(word.rstrip()) :]
    bold = f"**{_text(word)}**" if word.strip() else "**␣**"
    return f"{_spaced(before + lead)}{bold}{_spaced(tail + after)}".strip()


def _text(text: str) -> str:
    return _spaced(text).strip()


def _spaced(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _SPACE.sub(" ", text))
