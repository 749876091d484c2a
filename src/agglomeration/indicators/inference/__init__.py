"""Uncertainty, once for all indicators: seeded simulation, permutation p-values, bootstrap intervals."""

from .envelopes import global_envelope, local_envelope
from .resampling import bootstrap
from .result import Inference
from .simulation import simulate

__all__ = ["Inference", "bootstrap", "global_envelope", "local_envelope", "simulate"]
