"""The mark that these tests carry."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "chaos: crashes and faults on virtual time; a minute of them"
    )
