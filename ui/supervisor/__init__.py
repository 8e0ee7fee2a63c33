"""The supervisor's rooms: closing the day, sync with the province, what waits for a decision."""
