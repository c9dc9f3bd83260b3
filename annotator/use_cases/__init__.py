"""What people do at the screens: one small typed object a screen, put together by `wiring`."""
