"""Detection: movements and scores become findings, findings become alerts, alerts become reports.

A rule is one file in `detection/rules/`; the folder is the registry. `detection.run.detect` runs every detector over the
lake as it is known on a day. Nothing here decides about a lawyer: a finding is a sentence, its numbers and the movements
that prove it, and a person reads it.
"""
