"""The pages on detectors: the catalogue of rules with what became of their alerts, a draft's replay, the cards of models."""
