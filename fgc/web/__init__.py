"""What every page needs and no slice owns: headers, form token, error pages, built files, times in words."""
