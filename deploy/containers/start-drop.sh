#!/bin/sh
# Start the banks' drop: the host key from its secret, every bank's user, folders and keys as `quater bank add` wrote them, then sshd.
# A new bank: put its files beside the others and start this container again. A bank's user has the number that owns its folder, so
# banks that are there come first; a new one gets a number that none of them has.
set -eu
install -m 0600 /run/secrets/drop_host_key /etc/ssh/quater_host_key
install -d /run/sshd /etc/ssh/sshd_config.d
cd /etc/quater/banks
for part in sshd_config.d/quater-*.conf; do
  [ -e "$part" ] || continue
  user=$(basename "$part" .conf)
  incoming=$(sed -n 's/^ *ChrootDirectory //p' "$part")/in
  [ ! -d "$incoming" ] || id "$user" >/dev/null 2>&1 ||
    useradd --uid "$(stat -c %u "$incoming")" --user-group --no-create-home --home-dir / --shell /usr/sbin/nologin --password '*' "$user"
  install -m 0644 "$part" /etc/ssh/sshd_config.d/
done
for script in install-quater-*.sh; do
  [ -e "$script" ] || continue
  sh "$script"
done
/usr/sbin/sshd -t
exec /usr/sbin/sshd -D -e
