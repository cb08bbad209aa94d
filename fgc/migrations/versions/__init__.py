"""Migrations in order, numbered by hand."""
