"""Properties are tried on the same examples at every run, and never against the clock."""

from hypothesis import settings

settings.register_profile("indicators", deadline=None, derandomize=True, max_examples=40)
settings.load_profile("indicators")
