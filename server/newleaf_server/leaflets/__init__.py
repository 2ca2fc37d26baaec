"""What projects give out to all who have their code, and who would like what stands on a board (PROTOCOL.md 7.7)."""
