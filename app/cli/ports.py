"""Whether an address can be listened on, asked before anything else is done: a server's own error is no sentence."""

from __future__ import annotations

import socket

from app.cli.sentences import Refused


def require_free(host: str, port: int) -> None:
    """Refused if something listens on the port already, or if this machine may not listen there."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Refused(f"Port {port} may not be used here.", "Choose one above 1023 with --port.") from None
        except OSError:
            raise Refused(f"Port {port} is taken.", "Choose another with --port.") from None
