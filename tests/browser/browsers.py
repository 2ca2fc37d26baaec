"""Where Debian puts the browsers, and how they are started quietly."""

from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FIREFOX = Path("/usr/bin/firefox-esr")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]

# For what the program alone decides: rules, words and order of screens. What an engine may do in its own way (storage,
# keys, layout, focus, files, workers) is tried in both, and each such test has a neighbour that runs in both.
IN_ONE_ENGINE = pytest.mark.parametrize("browser", ["chromium"], indirect=True)
