"""Today: the one list of what an officer has to do now, ordered by deadline; app.station.todo fills it."""
