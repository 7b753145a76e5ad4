"""The subcommands of `course`, for learners and for instructors."""
