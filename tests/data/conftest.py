"""What the tests of the tables share."""


def pytest_configure(config):
    """Declare the mark of tests that fetch more than a few megabytes."""
    config.addinivalue_line("markers", "origin: rebuilds a table from an origin of more than 10 MB (kept once fetched)")
