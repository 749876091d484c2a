"""Properties of the models are tried on few cases each, the same in every run, and never against the clock."""

from hypothesis import settings

settings.register_profile("models", deadline=None, derandomize=True, max_examples=40)
settings.load_profile("models")
