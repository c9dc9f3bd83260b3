"""Stand-ins for the outer rooms, so that the inner ones are tested alone."""
