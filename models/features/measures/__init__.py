"""Integer measures per account and month that several features share and that no plain aggregation gives."""
