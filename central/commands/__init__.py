"""What each command of ``counter-central`` does."""
