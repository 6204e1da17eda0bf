"""Of a record that came when its content was forgotten already, the hash of the content."""

STATEMENTS = ("ALTER TABLE record ADD COLUMN content BYTES",)
