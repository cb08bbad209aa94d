"""The meeting: date and place, waiting room, stages, private family time, hands, knocks and calls for help."""
