"""Measurements with bars: each script prints its figures and exits 1 where one falls short."""
