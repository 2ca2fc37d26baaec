"""How a figure is printed, so that all benchmarks say it the same way."""

import json


def figure(name: str, value: float, unit: str, **more: object) -> None:
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, **more}), flush=True)
