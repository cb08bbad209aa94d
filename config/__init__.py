"""Settings, logging and everything a server needs to start. Knows nothing about conferences."""
