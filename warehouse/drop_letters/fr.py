"""La lettre en français."""

from datetime import date

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
NOBODY_NAMED = "la personne qui vous a adressé cette lettre"

LETTER = """\
À : {bank}
Date : {date}
Objet : livraison des extraits des comptes de tiers des avocats (arrêté royal du 9 juin 2024, art. 2)

Vous livrez par SFTP, avec votre clé, dans un dossier qu'aucune autre banque ne voit.

    serveur        {host}
    port           {port}
    utilisateur    {user}

1. Avant la première livraison, comparez par téléphone la clé du serveur avec ces empreintes :

{host_keys}

   Si votre programme en montre un jour une autre, ne livrez pas : appelez-nous.

2. Les clés suivantes, les vôtres, sont admises. Si l'une d'elles n'est pas à vous, appelez-nous aussitôt :

{keys}

   Aucun mot de passe n'est jamais demandé. Si une clé a pu tomber en d'autres mains, appelez-nous :
   elle est exclue dans l'heure.

3. Déposez vos fichiers dans le dossier « {incoming} », où vous arrivez, sous un nom tel que {example}.
   Tels quels, ou comprimés en gzip ou zip avec un seul fichier par archive, ou chiffrés par OpenPGP pour notre clé.
   Un fichier est pris lorsque son dernier enregistrement est là et qu'il ne change plus ; un nom provisoire n'est pas
   nécessaire, mais les noms en .part ou .tmp sont laissés de côté jusqu'à ce que vous les renommiez. Le groupe doit pouvoir
   lire le fichier (mode 0640 ou 0660) : certains programmes transmettent les droits de leur propre fichier.

4. Dans le dossier « {answers} » vous trouvez deux accusés de réception par livraison : NOM.….ack.json pour vos programmes,
   NOM.….ack.txt pour les personnes. Veuillez lire l'un des deux à chaque livraison. L'état est l'un de ceux-ci :

    ingested      reçue et acceptée
    partial       certains extraits sont mis de côté, les motifs sont indiqués par ligne ; les autres sont acceptés
    duplicate     nous l'avions déjà ; elle compte une fois
    quarantined   rien n'en est accepté ; corrigez-la et livrez-la de nouveau, sous n'importe quel nom

   Pas d'accusé de réception après un jour signifie que le fichier n'était pas complet, ou que nous n'avons pas pu le lire. Les
   fichiers traités restent visibles sept jours dans « {done} ».

5. Questions et incidents : {contact}.
"""


def day(on: date) -> str:
    """Un jour, comme une lettre l'écrit."""
    return f"{'1er' if on.day == 1 else on.day} {MONTHS[on.month - 1]} {on.year}"
