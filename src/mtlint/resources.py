"""Where the data files are: inside the wheel, or in the checkout that an editable install points to."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent


def rules_dir() -> Path:
    """Folder of the shipped rule packs."""
    packed = _PACKAGE / "_data" / "rules"
    return packed if packed.is_dir() else _CHECKOUT / "rules"


def templates_dir() -> Path:
    """Folder of the report templates."""
    packed = _PACKAGE / "_data" / "templates"
    return packed if packed.is_dir() else _CHECKOUT / "reports" / "templates"


def cache_dir() -> Path:
    """Folder for everything fetched or computed once: `MTLINT_CACHE`, or the platform's cache folder."""
    import os

    from platformdirs import user_cache_dir

    return Path(os.environ.get("MTLINT_CACHE") or user_cache_dir("mtlint", appauthor=False))
