"""From movements to features, scores and explanations: the one room where machines learn.

The room answers one question per account and month: how unlike its peers was it, and by what? A score counts only after a
person approved the model that gives it, and every score can be taken apart into features that a person can check
against the movements. Nothing here decides; detection turns a score into a finding, a person into a decision.

features     the table per account, currency and month, from movements already booked (causal)
peers        which accounts an account is compared with: past activity, kind, Order
tails        how rare a value is among those peers, on one side: the evidence
contract     what a fitted model is, and what one asks of it
detectors    what sees that something is out of order, without labels (one file, one detector)
artefact     storing and loading a model without running code from it
card         what a person reads before approving it
training, scoring, evaluation, explain, wording: what the other rooms call
"""
