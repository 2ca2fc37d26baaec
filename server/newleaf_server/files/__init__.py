"""Photos of journal pages: sealed chunks of files, on disk beside the database, a row of it for each."""
