"""What can be recorded: one small file per kind. Form, table, storage, export and command line come from it."""
