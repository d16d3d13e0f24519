"""Source files as documents: one reader per kind of file, one result."""
