"""Checking tables and folders before they are used: every fault with its file, line and cure.

`columns.csv` says what may stand in which column, `kinds.csv` what that means.
"""
