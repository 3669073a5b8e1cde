#!/bin/sh
# Two databases with an owner each, made when PostgreSQL starts for the first time: Airflow's own records, and the warehouse. Run by
# the image as its administrator (it must be executable); the passwords come from files. The warehouse's owner also makes the roles of the desk and the
# dock (docs/database-roles.md), and destroys within PostgreSQL's own log.
set -eu
metadata=$(cat "${METADATA_PASSWORD_FILE:-/run/secrets/metadata_password}")
warehouse=$(cat "${WAREHOUSE_PASSWORD_FILE:-/run/secrets/warehouse_password}")
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set metadata="$metadata" --set warehouse="$warehouse" <<'SQL'
CREATE ROLE airflow LOGIN PASSWORD :'metadata';
CREATE ROLE quater LOGIN CREATEROLE PASSWORD :'warehouse';
CREATE DATABASE airflow OWNER airflow;
CREATE DATABASE quater OWNER quater;
REVOKE CONNECT ON DATABASE airflow, quater FROM PUBLIC;
SQL
