"""Draws the PNG icons from leaf.svg. Run once after changing the drawing: `python client_static/icons/make_png.py`."""
# ruff: noqa: INP001  a script, not a package

from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
GROUND = 'rx="112" fill="#DFEBD7"/>'
LEAF = (HERE / "leaf.svg").read_text()
# A launcher may cut a maskable icon to a circle of 80 %: the ground reaches the edges and the leaf shrinks inside.
SMALLER = 'fill="#DFEBD7"/><g transform="translate(77 77) scale(.7)">'
MASKABLE = LEAF.replace(GROUND, SMALLER).replace("</svg>", "</g></svg>")


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, size, svg in (("icon-192", 192, LEAF), ("icon-512", 512, LEAF), ("maskable-512", 512, MASKABLE)):
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px}}</style>{svg}")
            page.screenshot(path=HERE / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
