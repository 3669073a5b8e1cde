"""Die Verpflichtung auf Deutsch."""

TEXT = """\
Verpflichtung zur Verschwiegenheit

Die Daten dieser Kontrolle unterliegen dem Berufsgeheimnis: Wer sie erhebt, verarbeitet, mitteilt oder von ihnen
Kenntnis hat, ist daran gebunden (Artikel 458 des Strafgesetzbuches; Artikel 446quater des Gerichtsgesetzbuches). Die
Verletzung ist strafbar.

Ich verpflichte mich, sie nur für die Kontrolle einzusehen und soweit meine Aufgabe es verlangt; sie nur denen
mitzuteilen, die das Gesetz bestimmt; niemandem, und vor allem nicht den Betroffenen, zu offenbaren, was die Kontrolle
gefunden hat, ob sie etwas gefunden hat, noch was davon mitgeteilt wurde; meine Zugangsmittel für mich zu behalten und
jedes Leck sofort zu melden. Ich weiß, dass jede Einsicht aufgezeichnet wird. Diese Verpflichtung überdauert mein Amt.
"""
