"""The medical duty room (医疗防控值班室): who rests, waits, is kept or released, computed from appended records."""
