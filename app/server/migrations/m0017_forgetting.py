"""How the forgetting of a day stands is more than its date (app.server.retention.standing)."""

STATEMENTS = ("DELETE FROM centre WHERE name = 'forgotten-on'",)
