"""Adding a rule or a word pair to a pack file without touching what stands there: comments, order, quoting."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from mtlint.errors import PackError
from mtlint.rules.loading import compile_pack, shared_sets
from mtlint.rules.schema import Rule

_PLAIN = re.compile(r"[A-Za-z][\w./@$-]*(?: [\w./@$’-]+)*")
_WORDS = frozenset(["yes", "no", "on", "off", "true", "false", "null", "y", "n", "none"])


def add(path: Path, key: str, entry: dict[str, Any], *, pack: str = "", title: str = "") -> list[Rule]:
    """Append `entry` to the list `key` ("rules" or "pairs") of a pack file, which is made when it is not there.

    Returns the rules that the entry became. PackError says what is wrong with it; the file is then as it was.
    """
    before = path.read_text("utf-8") if path.exists() else ""
    known = {rule.id for rule in compile_pack(path, shared_sets())} if before.strip() else set()
    text = before if before.strip() else _head(pack or path.stem, title)
    try:
        _write(path, _appended(path, text, key, entry))
        found = list(compile_pack(path, shared_sets()))
        ids = [rule.id for rule in found]
        twice = next((id for id in ids if ids.count(id) > 1), None)
        if twice:
            raise PackError(f"{path}: rule {twice}: the id is taken; give another (--id)")
    except BaseException:
        if before:
            _write(path, before)
        else:
            path.unlink(missing_ok=True)
        raise
    return [rule for rule in found if rule.id not in known]


def _head(pack: str, title: str) -> str:
    lines = ["# Our own rules. Test them: mtlint rules test PACK --pack THIS_FILE", f"pack: {_scalar(pack)}"]
    if title:
        lines.append(f"title: {_scalar(title)}")
    return "\n".join(lines) + "\n"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise PackError(f"{path}: cannot be written ({error.strerror})") from error


def _appended(path: Path, text: str, key: str, entry: dict[str, Any]) -> str:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None:
        node = yaml.MappingNode("", [])
    found = next((value for name, value in node.value if name.value == key), None)
    if found is None:
        return text.rstrip("\n") + "\n" + f"{key}:\n" + _listed(entry, "  ", key)
    if not isinstance(found, yaml.SequenceNode):
        raise PackError(f"{path}:{found.start_mark.line + 1}: field {key!r} must be a list")
    if found.flow_style:
        if found.value:
            raise PackError(
                f"{path}:{found.start_mark.line + 1}: {key} is written in brackets; write it a line each (- ...) first"
            )
        rest, newline, after = text[found.end_mark.index :].partition("\n")
        return (
            text[: found.start_mark.index].rstrip(" ")
            + rest
            + "\n"
            + _listed(entry, "  ", key)
            + (after if newline else "")
        )
    lines = text.splitlines(keepends=True)
    # The block ends behind comments and blank lines that follow it; the entry goes right after its last line of content.
    last = _last_line(found)
    indent = " " * found.start_mark.column
    if not lines[last].endswith("\n"):
        lines[last] += "\n"
    gap = "\n" if key == "rules" and any(not line.strip() for line in lines[found.start_mark.line : last]) else ""
    return "".join(lines[: last + 1]) + gap + _listed(entry, indent, key) + "".join(lines[last + 1 :])


def _last_line(node: Any) -> int:
    """The last line that a node has content on."""
    if isinstance(node, yaml.ScalarNode):
        end = node.end_mark
        return int(end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line)
    if node.flow_style or not node.value:
        return int(node.end_mark.line)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)


def _listed(entry: dict[str, Any], indent: str, key: str) -> str:
    if key == "pairs":
        fields = ", ".join(f"{name}: {_flow(value)}" for name, value in entry.items())
        line = f"{indent}- {{{fields}}}"
        if len(line) <= 140:
            return line + "\n"
    lines = []
    for name, value in entry.items():
        if isinstance(value, list) and value and (name in {"wrong", "ok", "examples"}):
            lines.append(f"{name}:")
            lines += [f"  - {_quoted(each)}" for each in value]
        else:
            lines.append(f"{name}: {_flow(value)}")
    return "".join(f"{indent}{'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(lines))


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(name)}: {_flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS and not value.endswith(" "):
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    """A double-quoted YAML string is a JSON string, but leaves letters as they are; a regex reads better in single quotes."""
    if "\\" in value and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)
