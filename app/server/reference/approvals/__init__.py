"""Approvals (审批) on their way: applied for, agreed to step by step, published to the posts, used at a gate."""
