"""The sheet that a 接龙 or a table is put on, settled and written."""
