"""The sync core: sealing, merging and the sync session, without I/O (but for client/). See PROTOCOL.md."""
