"""What can be done to a case and its people, a file for each noun. Rules are asked of `policy`, never written here."""
