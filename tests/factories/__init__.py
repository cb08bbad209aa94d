"""People and cases made up for tests."""
