"""The pages on what the banks deliver: deliveries, quarantine, coverage."""
