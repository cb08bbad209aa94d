"""FGC: the workspace for family group conferences. `fgc.app.create_app` wires the slices together."""

__version__ = "0.1.0"
