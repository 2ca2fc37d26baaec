"""Newleaf's server: it orders, stores and relays sealed bytes that it cannot read."""
