"""The day's rounds (一日三检): who is due, who is measured, who is missing, who has to be measured again."""
