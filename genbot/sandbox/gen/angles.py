"""Fourteen ways to tell any topic, together."""

from genbot.sandbox.gen.angles_known import KNOWN
from genbot.sandbox.gen.angles_seen import SEEN

ANGLES = (*KNOWN, *SEEN)
