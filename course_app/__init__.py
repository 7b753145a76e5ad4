"""The `course` command and the home page: the roof over everything."""
