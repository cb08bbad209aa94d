"""The audit trail: what was done, by whom, when; ids and facts, never words. Chained by hash, one chain a case."""
