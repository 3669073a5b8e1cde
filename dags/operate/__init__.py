"""Running the DAGs in one process, without a scheduler: what the demonstration and the tests start as `python -m dags.operate`.

It is a process of its own, because Airflow reads its environment when it is imported and because the console, which starts
it, may not import Airflow.
"""
