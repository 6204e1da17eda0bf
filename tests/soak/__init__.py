"""The long fault tests; how often stands in variables (SCHEDULES=1000 SYNC_KILLS=50 KILLS=1000 LANES=2 make soak).
With SOAK_FOLDER=… the lanes' kills stand there, and a run that was broken off goes on."""
