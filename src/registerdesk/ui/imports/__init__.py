"""The steps of an import: file, columns, dry run, result."""
