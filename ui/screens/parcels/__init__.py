"""Parcels and takeaway: registered as they come, disinfected, handed out by a scan."""
