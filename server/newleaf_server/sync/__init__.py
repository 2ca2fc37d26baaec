"""The log: pushes, pulls, and who hears of what."""
