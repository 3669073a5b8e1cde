"""The pages on alerts: the queue and its filters, one alert with all that belongs to it, what a person does there."""
