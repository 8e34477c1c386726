"""The pretend GEN: every operation of its API, with real state, credits, time and mistakes."""

from genbot.sandbox.gen.app import gen_app

__all__ = ["gen_app"]
