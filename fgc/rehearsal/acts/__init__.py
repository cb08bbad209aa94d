"""The story, an act a file. Every act is a function of a room, played over its people's browsers and sockets."""
