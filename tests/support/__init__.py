"""What the tests share: journals, clocks, programs as processes, and machinery that breaks things."""
