"""What a person touches: the `quater` command, the pages inside the Airflow UI, the simulator and the demo."""
