"""Spaces that people share: who belongs to them, and the sealed keys of each epoch (PROTOCOL.md section 7.2)."""
