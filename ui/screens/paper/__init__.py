"""Sheets for the hours without power: printed from here, and entered afterwards (补录)."""
