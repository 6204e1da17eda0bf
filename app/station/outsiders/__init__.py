"""Visitors and vehicles at a post (来访与车辆): looked up, registered, let in and out, permitted and recorded."""
