"""`quater doctor`: what is unsafe in this installation, and what to do about it; it changes nothing.

The royal decree of 11 October 2023 (art. 4 §1, 1° to 3°, and §2 al. 2) lets the manager demand a minimum of configuration: keys
that only their owner reads, a record of access whose heads lie outside, a sign-in that is no demonstration's, encryption in
transit, roles in the database, nobody still logged in who is shut out. Each check is a function of one file; the folder is the
registry.
"""

from console.doctor.finding import Finding
from console.doctor.looking import look

__all__ = ["Finding", "look"]
