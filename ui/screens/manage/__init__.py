"""The administrator's pages: people, accounts, keys, copies, retention, proof."""
