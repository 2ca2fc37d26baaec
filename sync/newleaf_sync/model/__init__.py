"""What the records of a diary mean: leaves of a day, settings."""
