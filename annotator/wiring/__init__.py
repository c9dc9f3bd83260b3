"""Everything put together: the only place that knows every adapter."""
