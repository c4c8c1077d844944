"""Errors that a user sees as one line and exit code 2."""


class MtlintError(Exception):
    """Something the user can act on; `str(error)` is the whole message."""


class InputError(MtlintError):
    """A text could not be read."""


class ConfigError(MtlintError):
    """The configuration is wrong; the message names the file, the key and, where known, the line."""


class PackError(MtlintError):
    """A rule pack is wrong; the message names file, line, rule and field."""


class DetectorUnavailableError(MtlintError):
    """A detector cannot work here; the check goes on without it and says so."""
