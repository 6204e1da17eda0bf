"""The dormitory's day: who lives where, three temperatures a day, the daily report; everything here is pure."""
