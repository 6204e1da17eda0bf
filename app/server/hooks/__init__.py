"""Webhooks: what other systems are told by themselves, from an outbox that is written with what happened."""
