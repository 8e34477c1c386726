"""A file with one `NAME=value` per line, as operators write it."""

from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream


class BadConfig(Exception):
    """The configuration cannot be used; one line per variable, with what to do and without secrets."""


def written_in(path: Path) -> Mapping[str, str | None]:
    """What it says; raises BadConfig for a line that cannot be read: skipping it would hide a
    setting."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for binding in parse_stream(lines):
                if binding.error or (binding.key and binding.value is None):
                    raise BadConfig(
                        f"Line {binding.original.line} of {path} cannot be read. "
                        "Write NAME=value, or put # before a comment."
                    )
        return dotenv_values(path, encoding="utf-8-sig")
    except UnicodeDecodeError:  # Windows writes UTF-16 where nobody says otherwise
        raise BadConfig(f"{path} cannot be read: it is no plain text. Save it as UTF-8.") from None
    except OSError as wrong:
        raise BadConfig(
            f"{path} cannot be read: {(wrong.strerror or 'no reason given').lower()}."
        ) from None
