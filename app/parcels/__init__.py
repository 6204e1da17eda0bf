"""Parcels and takeaway (快递、外卖): how each stands, computed from the records of its steps. Pure."""
