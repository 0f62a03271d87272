"""The public application as a process of its own: imports the public side and nothing of the vault, not even the command line.

`casebook up` starts it; so can any process manager, with CASEBOOK_EDITION and, to check signatures, CASEBOOK_VERIFY_KEY.
"""

from __future__ import annotations

import argparse
import signal

import uvicorn

from app.apps.public import from_environment
from app.web.warming import warm


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the public edition named by CASEBOOK_EDITION.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    asked = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor stops its children itself
    warm()
    uvicorn.run(
        from_environment(), host=asked.host, port=asked.port, log_level="warning", server_header=False, access_log=False
    )


if __name__ == "__main__":
    main()
