"""Sort messages to the human resources desk by topic."""
