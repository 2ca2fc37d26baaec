"""Projects: who works for one, what its card says, and the code that leads to it (PROTOCOL.md section 7.5)."""
