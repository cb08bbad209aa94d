"""`make bench`: the product against bare relays, interleaved in one run. Ratios decide, figures inform."""
