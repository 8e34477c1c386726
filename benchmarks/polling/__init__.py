"""When to look next: requests against delay, on virtual time, beside the exact optimum."""
