"""The window: PySide6 and nothing but; it shows what the station says and hands it what the keys mean."""
