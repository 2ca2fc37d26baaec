"""Accounts, their devices, sessions and recovery: who may come in, and by which proof."""
