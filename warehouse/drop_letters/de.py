"""Der Brief auf Deutsch."""

from datetime import date

MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
NOBODY_NAMED = "die Person, die Ihnen diesen Brief geschickt hat"

LETTER = """\
An: {bank}
Datum: {date}
Betreff: Lieferung der Auszüge der Drittkonten der Rechtsanwälte (Königlicher Erlass vom 9. Juni 2024, Art. 2)

Sie liefern über SFTP, mit Ihrem Schlüssel, in einen Ordner, den keine andere Bank sieht.

    Server      {host}
    Port        {port}
    Benutzer    {user}

1. Vergleichen Sie vor der ersten Lieferung am Telefon den Schlüssel des Servers mit diesen Fingerabdrücken:

{host_keys}

   Zeigt Ihr Programm je einen anderen, so liefern Sie nicht: Rufen Sie uns an.

2. Diese Ihrer Schlüssel werden zugelassen. Ist einer davon nicht Ihrer, so rufen Sie uns sofort an:

{keys}

   Nach einem Kennwort wird nie gefragt. Kann ein Schlüssel in andere Hände gelangt sein, so rufen Sie uns an:
   Er wird binnen einer Stunde ausgeschlossen.

3. Legen Sie Ihre Dateien in den Ordner „{incoming}“, in dem Sie ankommen, mit einem Namen wie {example}.
   Wie sie sind, oder mit gzip oder zip gepackt, eine Datei je Archiv, oder mit OpenPGP für unseren Schlüssel versiegelt.
   Eine Datei wird genommen, sobald ihr letzter Datensatz da ist und sie sich nicht mehr ändert; ein vorläufiger Name ist nicht
   nötig, doch bleiben Namen auf .part oder .tmp liegen, bis Sie sie umbenennen. Die Gruppe muss die Datei lesen können
   (Modus 0640 oder 0660): Manche Programme geben die Rechte ihrer eigenen Datei weiter.

4. Im Ordner „{answers}“ finden Sie zu jeder Lieferung zwei Empfangsbestätigungen: NAME.….ack.json für Ihre Programme,
   NAME.….ack.txt für Menschen. Bitte lesen Sie zu jeder Lieferung eine der beiden. Der Zustand ist einer von diesen:

    ingested      empfangen und angenommen
    partial       einige Auszüge sind beiseitegelegt, die Gründe stehen je Zeile da; die anderen sind angenommen
    duplicate     wir hatten sie schon; sie zählt einmal
    quarantined   nichts davon ist angenommen; berichtigen Sie sie und liefern Sie erneut, unter beliebigem Namen

   Keine Empfangsbestätigung nach einem Tag heißt, dass die Datei nicht vollständig war oder dass wir sie nicht lesen konnten.
   Erledigte Dateien sind sieben Tage lang in „{done}“ zu sehen.

5. Fragen und Vorfälle: {contact}.
"""


def day(on: date) -> str:
    """Ein Tag, wie ein Brief ihn schreibt."""
    return f"{on.day}. {MONTHS[on.month - 1]} {on.year}"
