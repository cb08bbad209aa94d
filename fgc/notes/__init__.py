"""Words in circles: notes, corrections, agency reports, questions and replies, thoughts before the meeting."""
