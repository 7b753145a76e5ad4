"""One look for every plot of the course, readable on a light and on a dark page.

marimo colours an Altair chart's text and axes for the page it is on, so nothing here sets a text colour, and the
background is the page's own: only marks get colours, chosen to stand out on white and on near black, and to stay
apart for colour-blind readers (after Okabe and Ito, https://jfly.uni-koeln.de/color/).
"""

import altair as alt

COLORS = {
    "guess": "#E69F00",  # what the learner predicted
    "truth": "#0C8BD0",  # what was measured
    "good": "#009E73",
    "bad": "#D9531E",
    "muted": "#8A8F98",
    "accent": "#C061A6",
}

CATEGORIES = [
    COLORS["truth"],
    COLORS["guess"],
    COLORS["good"],
    COLORS["accent"],
    COLORS["bad"],
    "#56B4E9",
    "#B8A90A",
    COLORS["muted"],
]

_NAME = "course"


def _config() -> alt.theme.ThemeConfig:
    return {
        "config": {
            # Without this marimo puts a dark grey panel behind every chart of a dark page.
            "background": "transparent",
            "view": {"continuousWidth": 560, "continuousHeight": 280, "stroke": None},
            "range": {
                "category": CATEGORIES,
                "heatmap": {"scheme": "viridis"},
                "ramp": {"scheme": "viridis"},
            },
            "axis": {
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "gridOpacity": 0.35,
                "gridColor": COLORS["muted"],
                "tickColor": COLORS["muted"],
                "domainColor": COLORS["muted"],
            },
            "legend": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
            "title": {"fontSize": 14, "anchor": "start", "fontWeight": 600},
            "bar": {"color": COLORS["truth"]},
            "line": {"color": COLORS["truth"], "strokeWidth": 2.5},
            "point": {"color": COLORS["truth"], "filled": True, "size": 50},
            "rule": {"color": COLORS["muted"]},
        }
    }


def enable() -> None:
    """Make every Altair chart of this process use the look of the course. Calling it again changes nothing."""
    alt.theme.register(_NAME, enable=True)(_config)
