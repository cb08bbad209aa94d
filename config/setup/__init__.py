"""What `make` runs: set-up, locks and the search for a browser. Standard library only.

It runs before anything is installed, with whatever `python3` the machine has; hence no dependency.
Each step leaves a stamp when it worked and is skipped while nothing it depends on has changed.
"""
