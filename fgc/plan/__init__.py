"""The plan: rows, bottom lines, answers, the signed record and its copy on paper."""
