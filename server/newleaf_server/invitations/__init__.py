"""Invitations to talk: a link whose secret no server knows (PROTOCOL.md section 7.3)."""
