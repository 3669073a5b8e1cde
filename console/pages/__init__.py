"""The desk: the pages on which analysts read alerts and decide, served inside the Airflow UI.

A FastAPI application with pages rendered on the server, no script, no request to any other host. Who the visitor is comes from
outside (`console/plugin.py` takes it from Airflow); nothing here imports Airflow, and no route answers without a visitor.
"""

from console.pages.application import create_application
from console.pages.visitors import Visitor

__all__ = ["Visitor", "create_application"]
