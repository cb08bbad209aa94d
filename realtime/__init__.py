"""Live rooms: the second door to the actions of `fgc`, and the only place where anything is emitted."""
