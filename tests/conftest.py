"""Shared fixtures. Nothing here needs the network."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the seed and the evaluation sets, which a clone alone does not have."""
    if not (SHARED / "seed" / "article.txt").exists():
        pytest.skip(f"needs the seed and evaluation sets, which are not here: {SHARED}")
    return SHARED
