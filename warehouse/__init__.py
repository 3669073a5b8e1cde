"""The warehouse: what happened (Parquet, append-only) and what was decided (SQL, by whom and when).

Receiving dock, lake, register, quarantine; alerts, holds, destruction, evidence. The only room that opens the database or
writes to the lake.
"""
