"""The dormitory's reports (两报告、零报告、日报告): looked at, signed, told at once."""
