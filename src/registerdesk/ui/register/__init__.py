"""The register's parts of pages: cards of people, their tabs, and how records are worded."""
