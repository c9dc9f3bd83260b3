"""Every format that crosses a machine boundary."""
