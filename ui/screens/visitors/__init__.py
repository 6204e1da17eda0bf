"""Visitors and vehicles: registered at the gate, recalled, confirmed by the host."""
