"""The clerk's windows: views that show what view models decide."""
