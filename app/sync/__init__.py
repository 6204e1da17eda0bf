"""The protocol shared by both ends, and the station's end of it: facts up, reference down, enrolment."""
