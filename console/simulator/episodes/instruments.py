"""Cards, direct debits and credit on the account (rules `card-use`, `direct-debit-out`, `credit-facility`).

Cards and direct debits are not allowed on a third-party account (OVB; OBFG by analogy), and no credit in any form (art.
446quater §3, 2°). The lawful ones: a client who pays by card at the office, the last bill of a client paid by transfer,
and a client's own loan repaid to his bank by transfer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from console.simulator import dossiers
from console.simulator.draws import EURO
from console.simulator.episodes.stage import Case, Episode, Label, Stage, label, ordinary
from console.simulator.ledger import Booking

CARD_PAYMENT = "00402000"
CASH_MACHINE = "00404000"
TERMINAL_CREDIT = "00450000"
DIRECT_DEBIT = "00501000"
LOAN_PAID_OUT = "01362000"
LOAN_SETTLED = "01305000"
SHOPS = ("VERDE MARIN KORTEMOLEN", "LUNAPARK SOLIERE", "MEUBLES TOURNESOL", "DE GOUDEN WAFEL", "GARAGE BOLIDE")


def _funded(stage: Stage, total: int, *, after: int) -> tuple[Case, Booking]:
    """Receive the money that the episode will use."""
    day = stage.day(after=after)
    case = stage.case(day)
    return case, stage.receive(day, total, case.opponent, case.dossier)


def card(stage: Stage) -> Sequence[Label]:
    """Pay in shops by card, and pay the client what is left."""
    total = stage.euro(4_000, 9_000)
    case, received = _funded(stage, total, after=30)
    used, day = [], received.booked
    for _ in range(stage.rng.randint(2, 4)):
        day = stage.later(day, stage.rng.randint(1, 4))
        shop = stage.rng.choice(SHOPS)
        used.append(stage.pay(day, stage.euro(20, 190), None, f"BANCONTACT {day:%d/%m} {shop}", code=CARD_PAYMENT))
    rest = total + sum(booking.amount_milli for booking in used)
    stage.pay(stage.later(day, 3), rest, case.client, case.dossier)
    return [label("card-use", used, "payments by card")]


def cash_machine(stage: Stage) -> Sequence[Label]:
    """Draw cash at a machine with a card."""
    total, cash = stage.euro(3_000, 8_000), stage.whole(200, 600, 50)
    case, received = _funded(stage, total, after=20)
    day = stage.later(received.booked, 4)
    words = stage.wording("RETRAIT AUTOMATE", "GELDOPNEMING AUTOMAAT", "GELDAUTOMAT")
    drawn = [stage.pay(day, cash, None, f"{words} {day:%d/%m}", code=CASH_MACHINE)]
    stage.pay(stage.later(day, 5), total - cash, case.client, case.dossier)
    return [label("card-use", drawn, "cash machine"), label("cash-withdrawal", drawn, "cash machine")]


def direct_debit(stage: Stage) -> Sequence[Label]:
    """Let a supplier collect two months of bills from the account."""
    total = stage.euro(3_000, 7_000)
    case, received = _funded(stage, total, after=50)
    mandate, biller = f"MAND{stage.rng.randrange(10**8):08d}", stage.company()
    collected = []
    for offset in (4, 34):
        day = stage.later(received.booked, offset)
        collected.append(
            stage.pay(
                day, stage.euro(60, 420), biller, "", code=DIRECT_DEBIT, structured=("127", _collection(stage, day, mandate))
            )
        )
    rest = total + sum(booking.amount_milli for booking in collected)
    stage.pay(stage.later(received.booked, 36), rest, case.client, case.dossier)
    return [label("direct-debit-out", collected, "a supplier collects from the account")]


def _collection(stage: Stage, day: date, mandate: str) -> str:
    """Write the zone of structured communication 127: dates, type, scheme, result, creditor, mandate, communication."""
    creditor = f"BE69ZZZ{stage.rng.randrange(10**10):010d}"
    invoice = f"{stage.wording('facture', 'factuur', 'Rechnung')} {day:%Y%m}"
    return f"{day:%d%m%y}110{creditor:<35}{mandate:<35}{invoice:<62}"


def credit(stage: Stage) -> Sequence[Label]:
    """Take up a credit on the account to pay early, and settle it from the client's money."""
    day = stage.day(after=45)
    case, milli, interest = stage.case(day), stage.whole(15_000, 60_000, 1_000), stage.euro(40, 240)
    words = stage.wording("MISE A DISPOSITION CREDIT", "TERBESCHIKKINGSTELLING KREDIET", "KREDITAUSZAHLUNG")
    taken_up = stage.receive(day, milli, None, words, code=LOAN_PAID_OUT)
    stage.pay(stage.later(day, 1), milli, case.opponent, case.dossier)
    settled_on = stage.later(day, stage.rng.randint(20, 40))
    stage.receive(settled_on, milli + interest, case.client, case.dossier)
    words = stage.wording("REMBOURSEMENT AVANCE FIXE", "TERUGBETALING VAST VOORSCHOT", "TILGUNG FESTER VORSCHUSS")
    settled = stage.pay(settled_on, milli + interest, None, words, code=LOAN_SETTLED)
    return [label("credit-facility", [taken_up, settled], "a credit taken up on the account and settled from it")]


def terminal(stage: Stage) -> Sequence[Label]:
    """Receive a client's payment at the office's card terminal."""
    day = stage.day(after=15)
    case, milli = stage.case(day), stage.euro(400, 2_200)
    words = stage.wording("PAIEMENT TERMINAL", "BETALING TERMINAL", "TERMINALZAHLUNG")
    received = stage.receive(day, milli, case.client, f"{dossiers.named(case.dossier)} {words}", code=TERMINAL_CREDIT)
    stage.pay(stage.later(day, 8), milli, case.opponent, case.dossier)
    return [label("card-use", [received], "a client pays by card at the office: money comes in", lawful=True)]


def last_bill(stage: Stage) -> Sequence[Label]:
    """Pay a client's last bill by transfer, for a dossier, after the direct debit was ended."""
    total = stage.euro(1_500, 6_000)
    case, received = _funded(stage, total, after=20)
    biller, bill = stage.company(), stage.euro(90, 700)
    words = stage.wording(
        "solde facture, domiciliation résiliée", "saldo factuur, domiciliering stopgezet", "Rest, Lastschrift beendet"
    )
    paid = stage.pay(stage.later(received.booked, 5), bill, biller, f"{dossiers.named(case.dossier)} {words}")
    stage.pay(stage.later(received.booked, 8), total - bill, case.client, case.dossier)
    return [label("direct-debit-out", [paid], "a transfer that speaks of a direct debit", lawful=True)]


def clients_loan(stage: Stage) -> Sequence[Label]:
    """Repay a client's own loan to his bank by transfer."""
    total = stage.euro(20_000, 90_000)
    case, received = _funded(stage, total, after=25)
    words = stage.wording("remboursement crédit client", "terugbetaling krediet cliënt", "Rückzahlung Kredit Mandant")
    text = f"{dossiers.named(case.dossier)} {words} {stage.rng.randrange(10**7):07d}"
    paid = stage.pay(stage.later(received.booked, 10), total - 1_500 * EURO, stage.company(), text)
    stage.pay(stage.later(received.booked, 12), 1_500 * EURO, case.client, case.dossier)
    return [label("credit-facility", [paid], "a client's own loan repaid by an ordinary transfer", lawful=True)]


EPISODES = (
    Episode("card-payments", False, card, ordinary),
    Episode("cash-machine", False, cash_machine, ordinary),
    Episode("direct-debit", False, direct_debit, ordinary),
    Episode("credit-taken-up", False, credit, ordinary),
    Episode("card-terminal-receipt", True, terminal, ordinary),
    Episode("last-bill-by-transfer", True, last_bill, ordinary),
    Episode("clients-loan-repaid", True, clients_loan, ordinary),
)
