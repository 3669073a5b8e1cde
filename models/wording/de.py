"""Reasons of a score in German."""

from models.wording.wording import NO_BREAK, Wording

WORDING = Wording(
    thousands=".",
    decimal=",",
    percent="{number}" + NO_BREAK + "%",
    under="weniger als {share}",
    days="{number} Tage",
    deviations="{number}-mal die übliche Abweichung",
    sentence=(
        "{name}: {value} (die Hälfte der Monate vergleichbarer Konten zeigt höchstens {median}, {share} zeigen ebenso viel)"
    ),
    names={
        "abroad_share": "Anteil des Umsatzes mit Konten außerhalb Belgiens",
        "cash_money": "ein- und ausgezahltes Bargeld",
        "cash_share": "Anteil des Bargelds am Umsatz",
        "credits_count": "Zahl der Gutschriften",
        "days_held": "Zeit, die das ausgezahlte Geld gehalten wurde",
        "debits_count": "Zahl der Belastungen",
        "largest_payment": "größte einzelne Zahlung",
        "missing_reference_money": "ohne Nennung einer Akte ausgezahlt",
        "missing_reference_share": "Anteil der Zahlungen ohne Nennung einer Akte",
        "money_in": "eingegangener Betrag",
        "money_in_surprise": "eingegangener Betrag, verglichen mit der eigenen Vergangenheit des Kontos",
        "money_out": "ausgezahlter Betrag",
        "money_out_surprise": "ausgezahlter Betrag, verglichen mit der eigenen Vergangenheit des Kontos",
        "new_payee_money": "an nie zuvor gesehene Empfänger gezahlt",
        "new_payees": "nie zuvor gesehene Empfänger",
        "new_payers": "nie zuvor gesehene Einzahler",
        "own_money": "an den Inhaber gezahlt",
        "own_money_in": "vom Inhaber eingezahlt",
        "own_round_share": "Anteil runder Beträge an den Zahlungen an den Inhaber",
        "own_share": "Anteil der Zahlungen dreier Monate, der an den Inhaber ging",
        "own_unreferenced_money": "ohne Nennung einer Akte an den Inhaber gezahlt",
        "payee_concentration": "Anteil der Zahlungen, den ein einziger Empfänger erhielt",
        "payees": "Zahl der Empfänger",
        "payers": "Zahl der Einzahler",
        "quick_money": "binnen drei Tagen zwischen Unbekannten weitergeleitet, ohne Akte",
        "quick_share": "Anteil der Eingänge, der binnen drei Tagen zwischen Unbekannten weitergeleitet wurde, ohne Akte",
        "repeated_payment": "Zahlungen desselben Betrags",
        "returned_share": "Anteil der Zahlungen, der an einen Einzahler der letzten 90 Tage zurückging",
        "round_share": "Anteil runder Beträge an den Zahlungen",
        "silent_days": "Stille, bevor sich das Konto wieder bewegte",
        "stale_money": "Geld, das sicher älter als zwei Monate ist",
    },
)
