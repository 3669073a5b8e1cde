"""De verbintenis in het Nederlands."""

TEXT = """\
Verbintenis tot geheimhouding

De gegevens van deze controle vallen onder het beroepsgeheim: wie ze verzamelt, verwerkt, meedeelt of er kennis van
heeft, is erdoor gebonden (artikel 458 van het Strafwetboek; artikel 446quater van het Gerechtelijk Wetboek). Schending
van het geheim is strafbaar.

Ik verbind mij ertoe ze alleen te raadplegen voor de controle en voor zover mijn taak het vereist; ze alleen mee te
delen aan wie de wet aanwijst; aan niemand, en zeker niet aan de betrokkenen, te onthullen wat de controle vond, of zij
iets vond, noch wat ervan werd meegedeeld; mijn toegangsmiddelen persoonlijk te houden en elk lek meteen te melden. Ik
weet dat elke inzage geregistreerd wordt. Deze verbintenis overleeft mijn functie.
"""
