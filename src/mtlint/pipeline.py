"""The chain: a Document goes in, detectors find, fusion merges, scoring judges. Everything else calls this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import entry_points

from mtlint.config import DEPTHS, Config
from mtlint.detectors import Detector
from mtlint.document import Document
from mtlint.errors import ConfigError, DetectorUnavailableError
from mtlint.findings import Finding
from mtlint.fusion import fuse
from mtlint.scoring import Score, score


@dataclass(frozen=True, slots=True)
class Result:
    """A checked document. `notes` are sentences on what could not be done (a detector that was not available)."""

    document: Document
    findings: tuple[Finding, ...]
    score: Score
    notes: tuple[str, ...] = ()


def load_detectors(config: Config) -> list[Detector]:
    """The installed detectors that run at `config.depth`, in a fixed order by name."""
    limit = DEPTHS.index(config.depth)
    found = []
    for entry in sorted(entry_points(group="mtlint.detectors"), key=lambda entry: entry.name):
        try:
            kind = entry.load()
        except ImportError as error:
            raise ConfigError(f"detector {entry.name!r} cannot be loaded: {error}") from error
        if DEPTHS.index(kind.depth) <= limit:
            found.append(kind(config))
    return found


def _findings(detector: Detector, document: Document) -> list[Finding]:
    return list(detector.detect(document))


class Checker:
    """Checks documents with one configuration; make it once and use it for many.

    Detectors run side by side in threads (LanguageTool answers over HTTP while the parser works). A Checker is a context
    manager; `close` ends its threads.
    """

    def __init__(self, config: Config | None = None, detectors: Sequence[Detector] | None = None) -> None:
        self.config = config or Config()
        self.detectors = list(detectors) if detectors is not None else load_detectors(self.config)
        self._pool = ThreadPoolExecutor(max_workers=max(1, len(self.detectors)), thread_name_prefix="mtlint")

    def check(self, document: Document) -> Result:
        """Findings, score and verdict of one document.

        Raises DetectorUnavailableError when what the configuration requires cannot be had.
        """
        futures = [(detector, self._pool.submit(_findings, detector, document)) for detector in self.detectors]
        raw: list[Finding] = []
        notes: list[str] = []
        for detector, future in futures:
            try:
                raw.extend(future.result())
            except DetectorUnavailableError as error:
                if detector.name in self.config.required:
                    raise
                notes.append(f"checked without {detector.name}: {error}")
        notes += document.memo.get("notes", ())
        findings = fuse(raw, document, self.config)
        return Result(document, findings, score(document, findings, self.config), tuple(notes))

    def check_text(self, text: str, id: str = "-") -> Result:
        """Check a plain string."""
        return self.check(Document(text, id=id))

    def check_all(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Check documents one after the other, lazily, in order."""
        for document in documents:
            yield self.check(document)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
