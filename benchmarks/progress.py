"""What is being measured at the moment, and since when: on standard error, for whoever waits."""

import sys
import time

BEGAN = time.monotonic()


def now(part: str) -> None:
    """This part begins."""
    sys.stderr.write(f"{time.monotonic() - BEGAN:5.0f} s  {part}\n")
    sys.stderr.flush()
