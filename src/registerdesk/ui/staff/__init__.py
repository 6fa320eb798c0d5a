"""Staff as the window shows them: rights that wait, roles, one-time codes."""
