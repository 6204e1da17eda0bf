"""Observation (留观、健康监测房、居家观察): who, where, since when, what is due, when they may be released."""
