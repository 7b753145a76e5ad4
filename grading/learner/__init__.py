"""The live verdict under an exercise, and the worked solution after it."""
