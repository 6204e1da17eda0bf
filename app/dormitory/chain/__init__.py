"""What people write into a WeChat 接龙 or a collection form, read line by line: docs/decisions/0027."""
