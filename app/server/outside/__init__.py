"""The centre's API for the campus's other systems: tokens with scopes, people in and out, records, counts, levels."""
