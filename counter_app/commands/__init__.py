"""One module a group of commands; each command is a function of its arguments."""
