"""How gunicorn serves the portal: `gunicorn --config python:clusterweek.gunicorn`; the README lists the variables."""

import os
import socket
import sys

from django.core.exceptions import ImproperlyConfigured

from clusterweek.common import environment
from clusterweek.common.memory import share_one_arena


def listening_addresses(port: int) -> list[str]:
    """127.0.0.1 and, where the machine speaks IPv6, ::1, so that localhost answers whatever it stands for."""
    addresses = [f"127.0.0.1:{port}"]
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return addresses
    return [*addresses, f"[::1]:{port}"]


try:
    bind = environment.items("BIND") or listening_addresses(environment.number("PORT", 8000))
    workers = environment.number("WEB_PROCESSES", 2)
    threads = environment.number("WEB_THREADS", 4)
except ImproperlyConfigured as error:
    sys.exit(str(error))
share_one_arena()
wsgi_app = "clusterweek.wsgi:application"
preload_app = True
graceful_timeout = 10
control_socket_disable = True
loglevel = "warning"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
