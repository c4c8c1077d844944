"""From YAML packs to rules: reading, checking with file and line, and a cache of the result.

Reading hundreds of rules and inflecting their words takes longer than checking a story, so what was compiled is kept in
the cache folder under a hash of everything that it was made from.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, fields, replace
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from mtlint.errors import PackError
from mtlint.findings import Severity
from mtlint.resources import cache_dir, rules_dir
from mtlint.rules import pairs
from mtlint.rules.relations import Relation
from mtlint.rules.schema import (
    Example,
    FieldError,
    Rule,
    Words,
    check_common,
    read_examples,
    read_relation,
    strings,
)
from mtlint.rules.words import Slot, all_forms, classes_dir, word_class

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PACK_FIELDS = frozenset({"pack", "title", "about", "sets", "rules", "pairs", "default"})
#: Files in the rules folder that are not packs.
_NOT_PACKS = frozenset({"sets.yaml", "languagetool.yaml", "confidence.yaml"})
_CONFIDENCE = "confidence.yaml"
_RULE_FIELDS = tuple(field.name for field in fields(Rule))
_NEEDS = _RULE_FIELDS.index("needs")
_LITERALS = (_RULE_FIELDS.index("anchors"), _RULE_FIELDS.index("also"))
#: Examples of each kind that a shipped rule must have.
LEAST_EXAMPLES = 3


def pack_files(extra: Sequence[Path] = ()) -> list[Path]:
    """The shipped packs, those of installed packages (entry point group `mtlint.packs`), and the user's own."""
    found = [path for path in sorted(rules_dir().glob("*.yaml")) if path.name not in _NOT_PACKS]
    for entry in entry_points(group="mtlint.packs"):
        found += sorted(_entry_folder(entry).glob("*.yaml"))
    for path in extra:
        if path.is_dir():
            found += sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
        elif path.is_file():
            found.append(path)
        else:
            raise PackError(f"{path}: no such rule pack")
    return found


def _entry_folder(entry: EntryPoint) -> Path:
    """The folder of packs that an entry point names: a package, a path, or a function that returns a path."""
    try:
        named = entry.load()
        named = named() if callable(named) else named
        if isinstance(named, ModuleType):
            return Path(str(named.__file__)).parent
        return Path(named)
    except Exception as error:  # whatever another's package does wrong is no crash of ours
        raise PackError(f"the packs of entry point {entry.name!r} ({entry.value}) cannot be loaded: {error}") from error


def load_rules(extra: Sequence[Path] = (), *, examples: bool = True) -> tuple[Rule, ...]:
    """All rules of all packs; PackError names file, line, rule and field of the first thing that is wrong.

    A check needs no `examples`, and starts faster without them.
    """
    return _load(tuple(pack_files(extra)), examples)


@lru_cache(maxsize=8)
def _load(paths: tuple[Path, ...], examples: bool = True) -> tuple[Rule, ...]:
    cached = cache_dir() / f"rules-{_fingerprint(paths)}{'-examples' if examples else ''}.bin"
    try:
        return tuple(_thaw(plain) for plain in marshal.loads(cached.read_bytes()))  # noqa: S302 data, never run
    except (OSError, ValueError, EOFError, TypeError, KeyError, IndexError):
        pass  # not there, or written by another version of Python
    if sys.stderr is not None and sys.stderr.isatty():
        # Inflecting and checking two thousand rules takes seconds, once after an install or a change of a pack.
        print("mtlint: preparing the rules (first run after an install or a change)", file=sys.stderr)
    fitted = _fitted()
    rules = tuple(
        replace(
            rule,
            confidence=fitted.get(rule.id, rule.confidence),
            wrong=rule.wrong if examples else (),
            ok=rule.ok if examples else (),
        )
        for rule in compile_packs(paths)
    )
    _keep(cached, marshal.dumps(_freeze(rules)), f"rules-*{'-examples' if examples else '[0-9a-f]'}.bin")
    return rules


def packs_fingerprint(extra: Sequence[Path] = ()) -> str:
    """Eight hexadecimal digits that change with any rule, and with any confidence."""
    return _fingerprint(tuple(pack_files(extra)))[:8]


@lru_cache(maxsize=64)
def _fingerprint(paths: tuple[Path, ...]) -> str:
    """A hash of everything that the rules of these packs are made from."""
    digest = hashlib.sha256()
    for path in (*paths, rules_dir() / _CONFIDENCE):
        digest.update(_read(path))
    digest.update(_fingerprint_of_code().encode())
    return digest.hexdigest()[:32]


@lru_cache(maxsize=1)
def _fingerprint_of_code() -> str:
    digest = hashlib.sha256()
    here = Path(__file__).parent
    names = ("schema.py", "regexes.py", "loading.py", "words.py", "pairs.py", "relations.py", "graph.py")
    for path in (rules_dir() / "sets.yaml", *(here / name for name in names)):
        digest.update(_read(path))
    return digest.hexdigest()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise PackError(f"{path}: cannot be read ({error.strerror})") from error


def _fitted() -> dict[str, float]:
    """Confidences fitted from counts on human-written and translated text (training/fit_confidence.py), by rule id."""
    path = rules_dir() / _CONFIDENCE
    values = _mapping(path) if path.exists() else {}
    for rule, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise PackError(f"{path}:{_line(path, (rule,))}: {rule}: must be a number from 0 to 1, got {value!r}")
    return {str(rule): float(value) for rule, value in values.items()}


@lru_cache(maxsize=1)
def class_forms() -> dict[str, frozenset[str]]:
    """All forms of the words of each word class. Made once: inflecting ten thousand words takes seconds."""
    digest = hashlib.sha256()
    files = sorted(classes_dir().glob("*.txt"))
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    cached = cache_dir() / f"classes-{digest.hexdigest()[:32]}.bin"
    try:
        kept: dict[str, frozenset[str]] = marshal.loads(cached.read_bytes())  # noqa: S302 data, never run
        return kept
    except (OSError, ValueError, EOFError, TypeError):
        pass
    found = {path.stem: all_forms(word for word in word_class(path.stem) if " " not in word) for path in files}
    _keep(cached, marshal.dumps(found), "classes-*.bin")
    return found


def _keep(path: Path, data: bytes, older: str) -> None:
    """Write a cache file, whole or not at all, in place of those like it; without a cache folder nothing is kept."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(older):
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    except OSError:
        return


def _freeze(rules: Iterable[Rule]) -> list[tuple[Any, ...]]:
    """Rules as plain data that `marshal` takes; equal word sets become one object, which it writes once."""
    same: dict[Any, Any] = {}
    frozen = []
    for rule in rules:
        plain = replace(rule, severity=int(rule.severity), needs=())  # type: ignore[arg-type]  # marshal knows no enums
        values = list(astuple(plain))
        values[_NEEDS] = tuple(same.setdefault(need, need) for need in rule.needs)
        for index in _LITERALS:
            values[index] = same.setdefault(values[index], values[index])
        frozen.append(tuple(values))
    return frozen


def _thaw(plain: tuple[Any, ...]) -> Rule:
    values = dict(zip(_RULE_FIELDS, plain, strict=True))
    values["severity"] = Severity(values["severity"])
    values["wrong"] = tuple(Example(*example) for example in values["wrong"])
    if values["relation"] is not None:
        kind, head, dependents, without = values["relation"]
        slots = tuple((role, Slot(*slot)) for role, slot in dependents)
        values["relation"] = Relation(kind, Slot(*head), slots, without)
    return Rule(**values)


def compile_packs(paths: Iterable[Path]) -> Iterator[Rule]:
    """Read packs and compile their rules, in order. Rule ids must be unique over all of them."""
    shared = shared_sets()
    seen: dict[str, Path] = {}
    for path in paths:
        for rule in compile_pack(path, shared):
            if rule.id in seen:
                raise PackError(f"{path}: rule {rule.id}: the same id stands in {seen[rule.id]}")
            seen[rule.id] = path
            yield rule


def shared_sets() -> dict[str, Any]:
    """The word sets that all packs share."""
    path = rules_dir() / "sets.yaml"
    return _mapping(path) if path.exists() else {}


def pack_about(path: Path) -> tuple[str, str]:
    """A pack's title and what it says of itself."""
    data = _mapping(path)
    return str(data.get("title", "")), str(data.get("about", ""))


def compile_pack(path: Path, shared: dict[str, Any]) -> Iterator[Rule]:
    """Compile the rules of one pack file."""
    data = _mapping(path)
    for key in data:
        if key not in _PACK_FIELDS:
            raise PackError(
                f"{path}:{_line(path, (key,))}: unknown field {key!r} (valid: {', '.join(sorted(_PACK_FIELDS))})"
            )
    name = data.get("pack")
    if not isinstance(name, str) or not name:
        raise PackError(f"{path}:1: field 'pack' (the pack's name) is missing")
    for key, kind in (("rules", list), ("pairs", list), ("sets", dict)):
        if not isinstance(data.get(key, kind()), kind):
            raise PackError(
                f"{path}:{_line(path, (key,))}: field {key!r} must be a {'list' if kind is list else 'mapping'}"
            )
    words = Words({**shared, **data.get("sets", {})})
    shipped = path.parent == rules_dir()
    for number, raw in enumerate(data.get("rules", [])):
        label = f"rule {number + 1}"
        try:
            if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
                raise FieldError(("id",), "a rule is a mapping with an id")
            label = f"rule {raw['id']}"
            for row, merged in _rows(raw):
                try:
                    rule = compile_rule(name, merged, words, str(path), bool(data.get("default", True)))
                    least = 1 if row else LEAST_EXAMPLES
                    if shipped and min(len(rule.wrong), len(rule.ok)) < least:
                        raise FieldError(
                            (),
                            f"a shipped rule needs at least {least} wrong and {least} innocent (ok) examples",
                        )
                except FieldError as error:
                    # Point to the row where it has the field itself, else to the rule that it takes it from.
                    own = not error.path or not row or error.path[0] in raw["rows"][row[1]]
                    raise FieldError((*row, *error.path) if own else error.path, str(error)) from None
                yield rule
        except FieldError as error:
            at = f"{path}:{_line(path, ('rules', number, *error.path))}"
            where = ".".join(str(step) for step in error.path)
            raise PackError(f"{at}: {label}: {where + ': ' if where else ''}{error}") from None
    yield from _pairs(path, name, data, words)


def _pairs(path: Path, pack: str, data: dict[str, Any], words: Words) -> Iterator[Rule]:
    for number, raw in enumerate(data.get("pairs", [])):
        try:
            for rule in pairs.expand(number, raw):
                try:
                    yield compile_rule(pack, rule, words, str(path), bool(data.get("default", True)))
                except FieldError as error:
                    # An example of the pair is called so, an example of the rule that it becomes is called wrong.
                    head = ("examples",) if error.path[:1] == ("wrong",) else error.path[:1]
                    raise FieldError((*head, *error.path[1:]), str(error)) from None
        except FieldError as error:
            at = f"{path}:{_line(path, ('pairs', number, *error.path))}"
            where = ".".join(str(step) for step in error.path)
            raise PackError(f"{at}: pair {number + 1}: {where + ': ' if where else ''}{error}") from None


def _rows(raw: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """A rule as it is, or each of its rows laid over it, with the path to the row."""
    rows = raw.get("rows")
    if rows is None:
        yield (), raw
        return
    if not isinstance(rows, list):
        raise FieldError(("rows",), "must be a list")
    common = {key: value for key, value in raw.items() if key != "rows"}
    for number, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise FieldError(("rows", number), "a row is a mapping with an id")
        merged = {**common, **row, "id": f"{raw['id']}/{row['id']}"}
        if isinstance(common.get("relation"), dict) and isinstance(row.get("relation"), dict):
            merged["relation"] = {**common["relation"], **row["relation"]}  # a row may fill in single slots
        yield ("rows", number), merged


def compile_rule(pack: str, raw: dict[str, Any], words: Words, source: str = "", default: bool = True) -> Rule:
    """Check and compile one rule (rows already laid over it); FieldError says what is wrong."""
    from mtlint.rules import regexes

    check_common(raw)
    wrong, ok = read_examples(raw)
    values: dict[str, Any] = {}
    if "regex" in raw:
        if not isinstance(raw["regex"], str):
            raise FieldError(("regex",), "must be a string")
        pattern = _expand(raw["regex"], words, "regex")
        try:
            regexes.compiled(pattern, bool(raw.get("case", False)))
        except ValueError as error:
            raise FieldError(("regex",), str(error)) from None
        values |= {
            "regex": pattern,
            "case": bool(raw.get("case", False)),
            **asdict(regexes.outline(pattern)),
        }
    elif "relation" in raw:
        relation = read_relation(raw["relation"], words)
        values |= {"relation": relation, "needs": _needs(relation)}
    else:
        values |= _tokens(raw["tokens"], words)
    _check_suggestions(raw, values)
    conditions = {}
    for key in ("unless", "when"):
        conditions[key] = tuple(_expand(each, words, key) for each in strings(raw, key))
        for pattern in conditions[key]:
            try:
                regexes.compiled(pattern)
            except ValueError as error:
                raise FieldError((key,), str(error)) from None
    return Rule(
        id=f"{pack}/{raw['id']}",
        message=raw["message"],
        category=raw["category"],
        severity=Severity.parse(raw["severity"]),
        confidence=float(raw.get("confidence", 0.8)),
        why=str(raw.get("why", "")),
        languages=strings(raw, "from"),
        mark=strings(raw, "mark"),
        suggest=strings(raw, "suggest"),
        replace=_replace(raw),
        unless=conditions["unless"],
        when=conditions["when"],
        default=bool(raw.get("default", default)),
        wrong=wrong,
        ok=ok,
        source=source,
        **values,
    )


def _check_suggestions(raw: dict[str, Any], values: dict[str, Any]) -> None:
    """Every group that a suggestion refers to must be there: found now, not when the rule first hits."""
    from mtlint.rules import regexes, suggest

    if not values.get("regex"):
        return
    pattern = regexes.compiled(values["regex"], values["case"])
    for number, template in enumerate(strings(raw, "suggest")):
        for name in suggest.fields_of(template):
            if name not in pattern.groupindex and not (name.isdigit() and int(name) <= pattern.groups):
                raise FieldError(("suggest", number), f"the expression has no group {name!r}")


def _expand(pattern: str, words: Words, key: str) -> str:
    from mtlint.rules import regexes

    return regexes.expand(pattern, lambda expression: words.plain(expression, (key,)))


def _needs(relation: Relation) -> tuple[frozenset[str], ...]:
    """Of each lexical slot, the word forms of which a sentence must hold one; "@class" for any form of a class."""
    slots = (relation.head, *(slot for _, slot in relation.dependents))
    return tuple(
        all_forms(slot.lemmas) | slot.surfaces | {f"@{name}" for name in slot.classes}
        for slot in slots
        if not slot.open and not slot.entities
    )


def _tokens(value: Any, words: Words) -> dict[str, Any]:
    """A spaCy Matcher pattern; {"IN": "$set"} resolves word sets."""
    if not isinstance(value, list) or not value or not all(isinstance(token, dict) for token in value):
        raise FieldError(("tokens",), "must be a list of mappings (a spaCy Matcher pattern)")
    pattern, needs = [], []
    for number, token in enumerate(value):
        resolved: dict[str, Any] = {}
        for key, test in token.items():
            if isinstance(test, dict):
                test = {
                    name: words.plain(members, ("tokens", number, key)) if isinstance(members, str) else members
                    for name, members in test.items()
                }
            resolved[key] = test
            members = [test] if isinstance(test, str) else test.get("IN") if isinstance(test, dict) else None
            if key in {"LEMMA", "LOWER"} and members and token.get("OP", "1") in {"1", "+"}:
                needs.append(all_forms(members) if key == "LEMMA" else frozenset(members))
        pattern.append(resolved)
    return {"tokens": tuple(pattern), "needs": tuple(needs)}


def _replace(raw: dict[str, Any]) -> tuple[dict[str, str], ...]:
    """`replace`: role -> word or list of words (every combination), or a list of such mappings; one mapping a suggestion."""
    value = raw.get("replace", [])
    found: list[dict[str, str]] = []
    for each in [value] if isinstance(value, dict) else value if isinstance(value, list) else [value]:
        if not isinstance(each, dict):
            raise FieldError(("replace",), "must map roles to words, or be a list of such mappings")
        choices = [words if isinstance(words, list) else [words] for words in each.values()]
        if not all(isinstance(word, str) for words in choices for word in words):
            raise FieldError(("replace",), "must map roles to words (quote what YAML reads as a number or yes/no)")
        found += [dict(zip(each, combination, strict=True)) for combination in product(*choices)]
    return tuple(found)


def _mapping(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError(f"{path}:{line}: not valid YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise PackError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from None
    if not isinstance(data, dict):
        raise PackError(f"{path}:1: a pack is a mapping with the fields pack and rules")
    return data


def _line(path: Path, steps: Sequence[str | int]) -> int:
    """The line of the node that `steps` lead to, or of the last one on the way that is there."""
    node = yaml.compose(path.read_text("utf-8"), Loader=_LOADER)
    line = int(node.start_mark.line) + 1 if node is not None else 1
    for step in steps:
        children: dict[Any, Any] = {}
        if isinstance(node, yaml.MappingNode):
            children = {key.value: (key, value) for key, value in node.value}
        elif isinstance(node, yaml.SequenceNode):
            children = {number: (value, value) for number, value in enumerate(node.value)}
        if step not in children:
            break
        mark, node = children[step]
        line = mark.start_mark.line + 1
    return line
