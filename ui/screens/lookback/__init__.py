"""Looking back (回溯): who met whom, who came with a vehicle, where goods went; each under a grant."""
