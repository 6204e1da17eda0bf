"""The words of the dormitory's day that several kinds of record share."""

from app.i18n import mark

ROUNDS = {"": "—", "morning": mark("晨检"), "noon": mark("午检"), "evening": mark("晚检")}
READERS = ("medical", "duty", "building", "counsellor", "supervisor", "administrator")
"""Whoever answers for residents; a guard at the gate does not learn who is ill or where somebody lives."""
