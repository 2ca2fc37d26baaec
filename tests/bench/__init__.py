"""Benchmarks: figures, one JSON line each, {"name", "value", "unit"}. They never fail and no test times anything."""
