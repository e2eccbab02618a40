"""The revisions, oldest first; each has its statements in a folder of its name."""
