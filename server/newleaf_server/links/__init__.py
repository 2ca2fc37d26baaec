"""Adding another phone: mailboxes of two minutes that hold what the server cannot read."""
