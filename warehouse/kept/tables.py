"""Every SQL table: what it holds, what starts its clock, how long, on whose authority, how its rows go.

A new table needs a line here; `ByDay` or `With` is enough for most, and then plan, holds, destruction and certificate know it.

>>> TABLES["rule_snoozes"].way
ByDay(day='until', key='number', account='account', holder='')
>>> TABLES["silences"].way.parent, TABLES["silences"].clock.value
('dispositions', 'that of the row it belongs to')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from warehouse.kept.lines import (
    DECREE,
    EVIDENCE,
    EXCLUDED,
    PROOF,
    REGISTER,
    STORAGE_LIMIT,
    ByDay,
    ByMovements,
    Clock,
    Emptied,
    KeptTable,
    Standing,
    Working,
    dated,
    standing,
    ten_years,
    with_its,
)

CONTROLLED = "as long as the account is controlled, then until the Orders take it from the register"
BREACHES = "GDPR, art. 33 §5"
BLOCKED_WHILE = "royal decree of 11 October 2023, art. 4 §2 al. 3, taken as the house's standard"
ANSWERS = "royal decree of 11 October 2023, art. 9, 1°, taken as the house's standard"
SECRECY = "Criminal Code, art. 458; the founding security note"
OF_THE_REGISTER = "who holds which account; nothing of a movement. The Orders decide when an entry leaves the register"

RECEIVING: Mapping[str, KeptTable] = {
    "deliveries": ten_years(
        "a file as received: its hash, counts and sums; name and problems",
        Clock.PARENT,
        Emptied("name and problems go when every statement of it is gone; hash, counts and sums stay for the accounting"),
    ),
    "delivered_statements": ten_years(
        "the receipt line of a statement: account, dates, identity, balances, problems",
        Clock.MOVEMENT,
        Emptied("account, dates, identity, digest, balance and problems; counts and sums stay for the accounting"),
    ),
    "quarantined_statements": ten_years(
        "the raw lines of a statement that was set aside",
        Clock.MOVEMENT,
        ByMovements(),
    ),
    "quarantine_releases": ten_years(
        "who let a statement in, and why", Clock.PARENT, Emptied("the reason, with the receipt line")
    ),
    "quarantine_decisions": ten_years(
        "what two people decided of a statement set aside, and why", Clock.PARENT, Emptied("the reasons, with the receipt line")
    ),
    "quarantine_closings": standing(
        "how a statement that never entered was closed",
        "for ever",
        PROOF,
        "hashes and places in deliveries; without the receipt line they tell of nobody",
    ),
    "acknowledgements": ten_years(
        "what the bank is told of a delivery",
        Clock.PARENT,
        Emptied("name and texts, with the delivery; the files in the drop go"),
    ),
    "intake_sightings": KeptTable(
        "a file seen and not yet complete: bank, name, size",
        Clock.OWN_DAY,
        "until it is taken",
        STORAGE_LIMIT,
        Working("the receiving dock, when the file is taken or gone"),
    ),
    "manifest": standing(
        "which Parquet files are the lake: month, hash, counts and sums",
        "for ever",
        PROOF,
        "counts and sums of a month, of nobody",
    ),
    "first_demands": dated(
        "which history of an account was asked of its bank", ByDay("until", "number", account="account"), DECREE
    ),
    "first_demand_reminders": with_its("first_demands", "demand_number", "number", "when it was asked again"),
}

DECIDING: Mapping[str, KeptTable] = {
    "findings": ten_years("what a detector found, with the movements that prove it", Clock.LATEST, ByMovements()),
    "alerts": ten_years("findings that a person must read, as they stand", Clock.LATEST, ByMovements()),
    "alert_findings": with_its("alerts", "alert_number", "number", "which alert a finding is evidence of"),
    "alert_history": with_its("alerts", "alert_number", "number", "what happened to an alert", texts="detail"),
    "dispositions": with_its("alerts", "alert_number", "number", "a person's decision on an alert, and why", texts="reason"),
    "decision_proposals": with_its(
        "alerts", "alert_number", "number", "a decision that waited for a second person", texts="reason why"
    ),
    "alert_notes": with_its("alerts", "alert_number", "number", "what people noted on an alert", texts="text"),
    "alert_ticks": with_its("alerts", "alert_number", "number", "which steps of its checklist were ticked"),
    "joint_cases": with_its("alerts", "alert_number", "number", "an alert shown to the other Order, and why", texts="reason"),
    "silences": with_its(
        "dispositions",
        "disposition_number",
        "number",
        "what a dismissal silences: account, rule, counterparty",
        texts="counterparty",
    ),
    "rule_snoozes": dated(
        "a rule's silence for an account or a counterparty, and why", ByDay("until", "number", account="account"), DECREE
    ),
    "reports": ten_years("a report for a bâtonnier: bar, day, who released it", Clock.LATEST, ByMovements()),
    "report_pieces": ten_years("a document of a report: its accounts and movements", Clock.LATEST, ByMovements()),
    "report_alerts": with_its("reports", "report_number", "number", "which alerts a report tells of"),
    "piece_views": with_its("reports", "report_number", "number", "who read which piece, under which class"),
    "dispatches": with_its("reports", "report_number", "number", "what left for which recipient, and whether it arrived"),
    "dispatch_events": with_its("dispatches", "dispatch_number", "number", "what happened to what was sent", texts="detail"),
    "answers": with_its(
        "reports", "report_number", "number", "what a bâtonnier answered of an alert, and its hold", texts="declined_why"
    ),
    "piece_refusals": dated("a piece that contradicted its class and was refused: its hash, and why", ByDay("at", "number")),
    "models": dated(
        "the card of a learned model; it names no account, no holder and no single amount", ByDay("registered_at", "number")
    ),
    "model_decisions": with_its("models", "model_number", "number", "who let a model's scores count, and why"),
    "detection_runs": dated(
        "a run of detection: by which rules and model, the hash of what it read, what came of it", ByDay("begun_at", "number")
    ),
    "rule_sets": standing(
        "the versions and figures of all rules, under their hash", "for ever", PROOF, "what the program says; of nobody"
    ),
    "rule_opinions": standing(
        "what the data protection officer said of a class of rules",
        "for ever",
        "GDPR, art. 35 and 39",
        "the name of a class, an opinion and who gave it; of no account",
    ),
    "model_traces": with_its("models", "model_number", "number", "what a model left, where, and of which months it was made"),
    "random_draws": dated("how many months were drawn by lot, of how many, with which seed", ByDay("drawn_on", "month")),
}

OF_REGISTER: Mapping[str, KeptTable] = {
    "holders": standing("a lawyer or firm", CONTROLLED, REGISTER, OF_THE_REGISTER),
    "accounts": standing("a third-party or rubric account", CONTROLLED, REGISTER, OF_THE_REGISTER),
    "own_accounts": standing("an office or private account of a holder", CONTROLLED, REGISTER, OF_THE_REGISTER),
    "mandates": standing("the mandate to the bâtonnier", CONTROLLED, REGISTER, "an irrevocable act (decree, art. 2 §2)"),
    "authorisations": standing("the authorisation to the bank", CONTROLLED, REGISTER, "an irrevocable act (decree, art. 2 §2)"),
    "register_changes": standing("every change of the register", CONTROLLED, REGISTER, "the history is not rewritten"),
    "banks": standing("a bank: status, format, channel", "as long as it delivers", REGISTER, "no natural person is in it"),
    "agreements": standing(
        "a bank's agreement with an Order", "as long as it delivers", REGISTER, "no natural person is in it"
    ),
    "holder_versions": dated(
        "a holder as it stood before a change", ByDay("replaced_at", "holder_id replaced_at", holder="holder_id")
    ),
    "account_versions": dated(
        "an account as it stood before a change", ByDay("replaced_at", "iban currency replaced_at", account="iban")
    ),
    "account_holders": dated(
        "who held an account, and until when",
        ByDay("valid_until", "iban currency holder_id valid_from", account="iban", holder="holder_id"),
    ),
    "memberships": dated(
        "who practised in a firm, and until when",
        ByDay("valid_until", "firm_id member_id valid_from", holder="firm_id member_id"),
    ),
    "registrations": dated("at which bar a holder stood, and until when", ByDay("valid_until", "number", holder="holder_id")),
    "holder_statuses": dated(
        "a holder's status at the bar, and until when", ByDay("valid_until", "number", holder="holder_id")
    ),
    "recipients": standing(
        "to whom reports go, and how", "as long as it receives", DECREE, "an office and an address; no movement is in it"
    ),
    "recipient_keys": standing(
        "the public keys of the recipients", "as long as it receives", DECREE, "a public key; no movement is in it"
    ),
    "offices": dated(
        "who holds an office of an Order, and until when",
        ByDay("valid_until", "holder_id office valid_from", holder="holder_id"),
    ),
    "designations": dated(
        "who was designated to receive the reports on a holder", ByDay("recorded_at", "number", holder="holder_id"), DECREE
    ),
    "allowances": dated(
        "what a bâtonnier allowed, and until when", ByDay("valid_until", "number", account="iban", holder="holder_id"), DECREE
    ),
    "declarations": dated(
        "the balance that a holder declared of an account",
        ByDay("received_on", "iban currency year", account="iban", holder="holder_id"),
        DECREE,
    ),
    "exclusions": dated("why an account was outside of the control", ByDay("ended_at", "number", account="iban"), EXCLUDED),
    "purges": with_its("exclusions", "exclusion_number", "number", "what left by a purge, in counts"),
    "purge_leftovers": KeptTable(
        "what a running purge has still to remove",
        Clock.OWN_DAY,
        "until the purge is verified",
        STORAGE_LIMIT,
        Working("the purge itself"),
    ),
}

WORKING: Mapping[str, KeptTable] = {
    "saved_filters": dated("what a person asks of the queue, under a name", ByDay("at", "number")),
    "desk_people": dated("who worked at the desk, and the last day", ByDay("seen_on", "name")),
    "samples": standing("how a yearly sample was drawn", "for ever", PROOF, "a seed, counts and a digest; no account"),
    "sample_accounts": dated(
        "an account that a yearly sample drew", ByDay("drawn_at", "sample_number position", account="iban"), DECREE
    ),
    "account_requests": dated(
        "a bâtonnier's request to look at an account", ByDay("received_on", "number", account="iban"), DECREE
    ),
}

KEEPING: Mapping[str, KeptTable] = {
    "holds": KeptTable(
        "what forbids a destruction: its subject, its opening act, its end",
        Clock.OWN_DAY,
        "ten years after its release",
        DECREE,
        ByDay("released_at", "number"),
    ),
    "hold_history": with_its("holds", "hold_number", "number", "what was done to a hold"),
    "retention_plans": standing(
        "what was to be destroyed, in counts", "for ever", PROOF, "counts and a digest; no id of a row"
    ),
    "retention_approvals": standing("who approved a destruction", "for ever", PROOF, "two people's names for a plan"),
    "copy_notices": dated(
        "which bâtonnier has a copy of a report that went, and who confirmed its end", ByDay("notified_on", "number")
    ),
    "certificates": standing("the proof of a destruction", "for ever", PROOF, "counts, people, holds; no account, no movement"),
    "incidents": standing(
        "what the data protection officer must look at",
        "for ever",
        "GDPR, art. 33 §5",
        "ids; what looks like an account number is refused when it is written",
    ),
    "incident_events": standing(
        "what was done about an incident", "for ever", BREACHES, "ids and words without an account number, by whom and when"
    ),
    "breaches": standing(
        "the register of breaches: facts, effects, measures, who was told",
        "for ever",
        BREACHES,
        "ids and words without an account number",
    ),
    "breach_deletions": standing(
        "who saw what was not for him, and confirmed that he deleted it",
        "for ever",
        BREACHES,
        "a reader's name or office and his words",
    ),
    "outages": standing("when nobody could get in, and why", "for ever", EVIDENCE, "moments and causes, of nobody"),
    "access_blocks": dated(
        "who is shut out while a risk lasts, why, and what ended it", ByDay("lifted_at", "number"), BLOCKED_WHILE
    ),
    "person_requests": dated("what a person asked of his data, and what was answered", ByDay("received_on", "number"), PROOF),
    "requesters": with_its(
        "person_requests", "request_number", "number", "who asked, until the data protection officer erases it"
    ),
    "person_request_events": with_its("person_requests", "request_number", "number", "what was done about a request"),
    "restrictions": with_its("person_requests", "request_number", "number", "an account whose use was restricted"),
    "secrecy_signatures": dated("who has signed the undertaking of secrecy, and which version", ByDay("at", "number"), SECRECY),
    "attestations": dated("for whom an institution answers, in which role, until when", ByDay("until", "number"), ANSWERS),
    "sign_ins": KeptTable(
        "from when to when a person used a sign-in, by the digest of its token",
        Clock.OWN_DAY,
        "30 days after its last use",
        STORAGE_LIMIT,
        Working("the barrier of the web server, at the next sign-in"),
    ),
    "accesses": standing(
        "who read what, when and why",
        "for ever",
        EVIDENCE,
        "pseudonyms and ids of alerts, reports, dossiers; an account number or a name is refused when it is written",
    ),
    "access_actors": KeptTable(
        "whose pseudonym it is",
        Clock.OWN_DAY,
        "until the person is forgotten",
        EVIDENCE,
        Standing("erased one by one by the DPO"),
    ),
    "access_head": standing("the newest line of the log", "for ever", EVIDENCE, "one line: a number and a hash"),
}

TABLES: Mapping[str, KeptTable] = MappingProxyType({**RECEIVING, **DECIDING, **OF_REGISTER, **WORKING, **KEEPING})
"""Every table of the database, by its name."""
