"""What central sends on: notices to citizens, the national portal, the system of record.

Each target reads the tables that the projector keeps, remembers how far it has
read (`marks`), and keeps a row for each thing to send: nothing is held in memory.
No network call happens inside a transaction.
"""
