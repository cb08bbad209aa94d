"""An interpreter's translation beside somebody else's words: the original stays, and stands first."""
