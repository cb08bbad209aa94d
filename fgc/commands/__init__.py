"""Commands of `fgc`, a file for each noun. They speak through `click.echo`; exit codes mean something.

0 all is well · 1 something was found, or did not work · 2 a setting or an argument is wrong (one sentence on stderr).
"""
