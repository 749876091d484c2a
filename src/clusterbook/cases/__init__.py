"""Analyses of cases: what several chapters compute from the tables."""
