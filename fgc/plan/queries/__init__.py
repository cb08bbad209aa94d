"""Reading the plan, by noun. Everything asks the policy first and opens words last."""
