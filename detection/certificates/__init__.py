"""What a destruction leaves for people: its certificate in three languages, and the notice to each bâtonnier who has a copy.

Royal decree of 9 June 2024, art. 5: the control entity and the bâtonniers keep, so both destroy. The signed document is the
warehouse's (`warehouse.retention.certificate`); here it is printed, and what is printed is held to it by a signed list.
"""

from detection.certificates.printing import print_certificate

__all__ = ["print_certificate"]
