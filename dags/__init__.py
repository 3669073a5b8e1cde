"""When things happen: one short Airflow DAG per file; every task is one call to a public function of a room."""
