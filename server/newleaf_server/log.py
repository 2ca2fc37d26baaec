"""Logs as JSON lines: what happened, when, how it ended. Never an address, a name, an id or any content."""

from __future__ import annotations

import json
import logging
import sys
import time

logger = logging.getLogger("newleaf")


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            # The kind and the place of a fault, not its message: that could carry what somebody sent.
            trace = record.exc_info[2]
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            line["fault"] = record.exc_info[0].__name__
            if trace is not None:
                line["at"] = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
        return json.dumps(line)


def set_up(level: str) -> None:
    """Only our own lines and warnings of libraries; uvicorn's access log, with its addresses, is off."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logger.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.asgi"):
        library = logging.getLogger(name)
        library.handlers = []
        library.propagate = False  # its lines can name the other side's address


def say(event: str, **facts: object) -> None:
    logger.info(event, extra={"facts": facts})
