# The banks' drop of deploy/compose.yaml: OpenSSH and nothing else. Quater's own user has the number that it has in its image.
FROM debian:12.11-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends openssh-client openssh-server \
 && rm -rf /var/lib/apt/lists/* /etc/ssh/ssh_host_* \
 && groupadd --gid 50000 quater \
 && useradd --uid 50000 --gid 50000 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin quater
COPY sshd_config /etc/ssh/sshd_config
COPY start-drop.sh /usr/local/sbin/start-drop
CMD ["sh", "/usr/local/sbin/start-drop"]
