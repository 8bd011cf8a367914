"""Train the model that sorts descriptions of complaints by urgency."""
