"""mtlint, the linter for machine translation.

>>> from mtlint import check
>>> result = check("The minister paid $ 5 million to a stinging ally. .", depth="fast")
>>> [finding.rule for finding in result.findings]  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Checker", "Config", "Document", "Finding", "Result", "Score", "Severity", "check"]

if TYPE_CHECKING:
    from mtlint.config import Config
    from mtlint.document import Document
    from mtlint.findings import Finding, Severity
    from mtlint.pipeline import Checker, Result
    from mtlint.scoring import Score

_HOMES = {
    "Checker": "pipeline",
    "Config": "config",
    "Document": "document",
    "Finding": "findings",
    "Result": "pipeline",
    "Score": "scoring",
    "Severity": "findings",
}


def check(text: str, *, depth: str = "standard", **settings: Any) -> Result:
    """Check a plain string once.

    Args:
        text: English text; line breaks part paragraphs.
        depth: "fast", "standard" or "deep".
        **settings: any other field of `mtlint.Config`.

    Returns:
        A `Result` with `.findings`, `.score` and `.notes`. For many texts make a `Checker` once.
    """
    from mtlint.config import Config
    from mtlint.pipeline import Checker

    with Checker(Config(depth=depth, **settings)) as checker:
        return checker.check_text(text)


def __getattr__(name: str) -> Any:
    # Imported on first use: `import mtlint` must not load the parser (start-up time of the commands).
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"mtlint.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'mtlint' has no attribute {name!r}")
