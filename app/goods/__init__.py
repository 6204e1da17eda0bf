"""Goods by the four musts (四必工作法): how a delivery stands, computed from the records of its steps. Pure."""
