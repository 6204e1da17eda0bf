"""The screens: the gate, entering records, the ledger, settings, signing in, and setting up."""
