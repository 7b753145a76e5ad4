"""The checks in here grade submissions; they are no tests of the course."""

collect_ignore_glob = ["module_90/*"]
