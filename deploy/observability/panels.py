#!/usr/bin/env python3
"""Draws the dashboard's panels from a running Prometheus, where there is no Grafana: the same queries, the same places.

usage: panels.py http://127.0.0.1:9090 MINUTES OUT.png      (needs matplotlib)
"""

import json
import re
import sys
import time
import urllib.parse
import urllib.request
from datetime import datetime
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

DASHBOARD = Path(__file__).parent / "grafana" / "millrace.json"
STEP_SECONDS = 5
RATE_INTERVAL = "1m"


def expression(target):
    """The query as Grafana would send it with everything chosen."""
    text = target["expr"].replace("$__rate_interval", RATE_INTERVAL)
    return text.replace("$application", ".*").replace("$instance", ".*")


def ask(server, query, end, minutes):
    parameters = {"query": query, "start": end - 60 * minutes, "end": end, "step": STEP_SECONDS}
    url = f"{server}/api/v1/query_range?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer)["data"]["result"]


def legend(target, labels):
    named = re.sub(r"{{(\w+)}}", lambda label: labels.get(label.group(1), ""), target["legendFormat"])
    return named or " ".join(labels.get(key, "") for key in ("role", "checkpoint")).strip()


def draw(axes, panel, results):
    unit = panel["fieldConfig"]["defaults"]["unit"]
    axes.set_title(f"{panel['title']}  [{unit}]", fontsize=7, loc="left")
    axes.tick_params(labelsize=5)
    axes.grid(alpha=0.3)
    for target, result in results:
        for series in result:
            points = [(datetime.fromtimestamp(t), float(v)) for t, v in series["values"]]
            axes.plot(*zip(*points), linewidth=0.9, label=legend(target, series["metric"]))
    custom = panel["fieldConfig"]["defaults"].get("custom", {})
    if custom.get("scaleDistribution", {}).get("type") == "log":
        axes.set_yscale("log")
    elif panel["fieldConfig"]["defaults"].get("min") == 0 or panel["type"] != "timeseries":
        axes.set_ylim(bottom=0)
    axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%H:%M"))
    axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(4))
    if any(label for label in axes.get_legend_handles_labels()[1]):
        axes.legend(fontsize=4.5, frameon=False)


def main(server, minutes, out):
    panels = json.loads(DASHBOARD.read_text())["panels"]
    end = time.time()
    height = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in panels)
    figure = plt.figure(figsize=(15, height / 4.2))
    empty = []
    for panel in panels:
        place = panel["gridPos"]
        left, bottom = place["x"] / 24, 1 - (place["y"] + place["h"]) / height
        if panel["type"] == "row":
            figure.text(left + 0.005, bottom + 0.2 / height, panel["title"], fontsize=10, weight="bold")
            continue
        axes = figure.add_axes(
            [left + 0.025, bottom + 0.8 / height, place["w"] / 24 - 0.035, (place["h"] - 2.0) / height]
        )
        results = [(target, ask(server, expression(target), end, int(minutes))) for target in panel["targets"]]
        empty += [expression(target) for target, result in results if not result]
        draw(axes, panel, results)
    figure.savefig(out, dpi=110)
    for query in empty:
        print("no data:", query)
    print(f"{sum(len(panel.get('targets', [])) for panel in panels)} queries, {len(empty)} without data")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
