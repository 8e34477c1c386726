"""Crashes, faults and chance: machines that try to break what genbot promises."""
