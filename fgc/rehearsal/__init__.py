"""Synthetic people who play whole conferences from outside: over real HTTP forms and real WebSockets, as browsers do.

`doors`, `browser` and `pages` ask for pages and send forms, `line` is a live socket, `judge` knows who should have
heard what, `cast` the people, `acts` the story. Nothing here asks the policy: what everybody may hear is written down
a second time (`cast.hears`), so that a mistake in the policy is found.
"""
