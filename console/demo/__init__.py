"""The main job on simulated banks: simulate, deliver by SFTP, run the DAGs, say what came out, serve the desk."""

from console.demo.main_job import run_demo, serve_ui

__all__ = ["run_demo", "serve_ui"]
