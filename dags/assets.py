"""What one DAG leaves for the next: the names by which Airflow starts the second when the first is done."""

from airflow.sdk import Asset

DELIVERIES = Asset(name="deliveries", group="quater")
CHECKED = Asset(name="checked", group="quater")
ALERTS = Asset(name="alerts", group="quater")
REPORTS = Asset(name="reports", group="quater")
