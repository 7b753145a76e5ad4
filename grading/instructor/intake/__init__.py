"""Find the submissions in what an instructor names: files, folders, bulk downloads."""
