"""Hidden checks: like the public ones, on data that is made afresh for every seed. Only `course grade` runs them."""
