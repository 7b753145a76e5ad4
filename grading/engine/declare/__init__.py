"""What authors declare: exercises, checks, rubrics and misconceptions, and the catalogue of them."""
