"""Invitations of family members: link and PIN, claimed by the person, confirmed by the coordinator."""
