"""The register: accounts, mandates, exclusions (royal decree of 9 June 2024)."""
