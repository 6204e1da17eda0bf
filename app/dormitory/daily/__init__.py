"""The daily report (日报告, 零报告), computed from the records, and the four nots (不迟报、不漏报、不误报、不瞒报)."""
