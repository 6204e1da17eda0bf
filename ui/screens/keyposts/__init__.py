"""Key post staff: signed in and out by a scan; who is missing, late or out of area, with whom to call."""
