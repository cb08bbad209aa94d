"""What can be done in a meeting, a file for each noun."""
