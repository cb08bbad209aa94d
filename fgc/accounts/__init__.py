"""Accounts, factors and sessions: who is at the other end. Knows no case.

Professionals have an e-mail, a password and a second factor. Family members have an account of kind `family` that holds
nothing but their own PIN; their name lives in the case.
"""
