"""What is fuzzed: every module here declares TARGETS."""
