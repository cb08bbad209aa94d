"""What is done with invitations, a file for each side: making them, opening them, coming in, confirming."""
