"""The case: a table with people around it. Case, members, circles, stages, and the one policy."""
