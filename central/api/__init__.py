"""What stations ask over HTTP, one module a subject; all under ``/v1`` but ``/healthz``."""
