"""Sign-in at the Orders' own OpenID Connect provider: what Airflow's FAB manager reads from `[fab] config_file`.

    AIRFLOW__CORE__AUTH_MANAGER  airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager
    AIRFLOW__FAB__CONFIG_FILE    the path of this file
    QUATER_OIDC_ISSUER           the provider's address, below which its discovery document stands
    QUATER_OIDC_CLIENT           our name at the provider
    QUATER_OIDC_SECRET_FILE      a file that holds our secret, readable by Airflow's user only

The provider says who somebody is and to which of five groups that person belongs (OpenID Connect Discovery 1.0, § 4; Core, §
5.1); `quater roles sync` has made the role of each group. Roles are set anew at every sign-in, so who left a group there has no
role here. Who is in none of the groups is signed in and nobody: the registration role is FAB's `Public`, which may do nothing.
"""

import os
from pathlib import Path

from flask_appbuilder.const import AUTH_OAUTH

from console.pages.rights import ROLES

AUTH_TYPE = AUTH_OAUTH
AUTH_USER_REGISTRATION = True
AUTH_USER_REGISTRATION_ROLE = "Public"
AUTH_ROLES_SYNC_AT_LOGIN = True
AUTH_ROLES_MAPPING = {f"quater-{code.replace('_', '-')}": [role.title] for code, role in ROLES.items()}
"""Group at the provider, such as quater-analyst-obfg → role in Airflow."""

OAUTH_PROVIDERS = [
    {
        "name": "oidc",
        "icon": "fa-key",
        "token_key": "access_token",
        "remote_app": {
            "client_id": os.environ["QUATER_OIDC_CLIENT"],
            "client_secret": Path(os.environ["QUATER_OIDC_SECRET_FILE"]).read_text(encoding="utf-8").strip(),
            "server_metadata_url": os.environ["QUATER_OIDC_ISSUER"].rstrip("/") + "/.well-known/openid-configuration",
            "client_kwargs": {"scope": "openid email profile groups", "code_challenge_method": "S256"},
        },
    }
]
