"""Symbols to claims: who issued this code, what it says, and how far that can be believed. One file per issuer."""
