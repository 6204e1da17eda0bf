"""Deliveries: their sixteen items at the gate, their receipt at the store."""
