"""What the post looks things up in: people, levels, approvals, codes and keys, as their owner keeps them here."""
