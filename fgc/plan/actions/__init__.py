"""What people do with the plan, by noun. Each action checks, seals, writes, audits and announces in one transaction."""
