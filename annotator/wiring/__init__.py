"""Everything put together: the only place that knows the database and every adapter."""
