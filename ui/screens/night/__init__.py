"""The night check (查寝): ticked room by room, with the calls about whoever is not there."""
