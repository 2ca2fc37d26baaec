"""Draws the PNG icons from leaf.svg and looks/*.svg. After a change: `python client_static/icons/make_png.py`."""
# ruff: noqa: INP001  a script, not a package

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
LOOKS = HERE.parent / "looks"
GROUND = re.compile(r'rx="112" (fill="#\w+")/>')
# A launcher may cut a maskable icon to a circle of 80 %: the ground reaches the edges and the drawing shrinks inside.
SMALLER = r'\1/><g transform="translate(77 77) scale(.7)">'


def drawings() -> dict[Path, tuple[int, str]]:
    """Where each goes -> its size and drawing."""
    leaf, wanted = (HERE / "leaf.svg").read_text(), {}
    for svg, beginning in ((leaf, HERE / "icon"), *((path.read_text(), path) for path in LOOKS.glob("*.svg"))):
        name = beginning.stem
        maskable = "maskable-512" if svg == leaf else f"{name}-maskable-512"
        wanted[beginning.with_name(f"{name}-192.png")] = 192, svg
        wanted[beginning.with_name(f"{name}-512.png")] = 512, svg
        wanted[beginning.with_name(f"{maskable}.png")] = 512, GROUND.sub(SMALLER, svg).replace("</svg>", "</g></svg>")
    return wanted


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path, (size, svg) in drawings().items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px}}</style>{svg}")
            page.screenshot(path=path, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
