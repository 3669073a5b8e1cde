"""Airflow's own database: its schema, the DAG files it knows, and whether the scheduler may start them."""

from __future__ import annotations

from airflow.dag_processing.bundles.manager import DagBundlesManager
from airflow.dag_processing.dagbag import BundleDagBag, sync_bag_to_db
from airflow.models.dag import DagModel
from airflow.sdk import DAG
from airflow.utils.db import initdb
from airflow.utils.session import create_session


def prepare() -> dict[str, DAG]:
    """Bring the database to its newest schema, write the DAG files into it, and give the DAGs by id."""
    initdb()
    manager = DagBundlesManager()  # type: ignore[no-untyped-call]
    with create_session() as session:
        manager.sync_bundles_to_db(session=session)
    found: dict[str, DAG] = {}
    for bundle in manager.get_all_dag_bundles():
        bundle.initialize()
        bag = BundleDagBag(dag_folder=bundle.path, bundle_path=bundle.path, bundle_name=bundle.name)
        if bag.import_errors:
            raise RuntimeError("; ".join(f"{path}: {error}" for path, error in bag.import_errors.items()))
        sync_bag_to_db(bag, bundle.name, bundle.version)
        found.update(bag.dags)
    return found


def unpaused() -> list[str]:
    """The DAGs that the scheduler may start."""
    with create_session() as session:
        return [model.dag_id for model in session.query(DagModel) if not model.is_paused]


def pause(dag_ids: list[str], paused: bool) -> None:
    """Keep the scheduler from starting the DAGs, or let it; a paused DAG also collects no asset events."""
    with create_session() as session:
        for dag_id in dag_ids:
            model = DagModel.get_dagmodel(dag_id, session=session)
            if model is not None:
                model.is_paused = paused
