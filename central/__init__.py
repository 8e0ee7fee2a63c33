"""The province's server: collects every site's journal, hands back catalogue and decisions.

FastAPI and PostgreSQL: ingest, projections, pages. Shares ``core.domain`` and ``sync.wire`` with
the stations and nothing else.
"""
