"""One look for every page and every plot of the course, light and dark.

Pages take their colours from PALETTE, by name: in each theme every text has a contrast of 4.5 or more on every ground.

marimo colours an Altair chart's text and axes for the page it is on, so nothing here sets a text colour, and the
background is the page's own: only marks get colours. Each of COLORS has a contrast of 3 or more on a light and on a
dark page, which is enough for a bar or a line and too little for a text, and each two stay apart for colour-blind
readers (found by trying many with the hues of Okabe and Ito, https://jfly.uni-koeln.de/color/). Words in a chart take
LABEL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import altair as alt

Tone = Literal["good", "near", "bad", "quiet"]
"""What a state means at a glance; each is a colour of PALETTE."""

PALETTE = {
    "text": ("#1c2126", "#e7e9ec"),
    "quiet": ("#545d66", "#aab2bb"),
    "good": ("#1d6b30", "#7ad494"),
    "near": ("#765400", "#ebc05c"),
    "bad": ("#a83806", "#ffa47c"),
    "link": ("#2546b0", "#a9bcff"),
    "page": ("#ffffff", "#181c1a"),
    "card": ("#f5f6f8", "#1e2227"),
    "note": ("#e8edff", "#232c4d"),
    "code": ("#e9ecef", "#2b3037"),
    "line": ("#c9ced4", "#454c55"),
}
"""The colours of pages, each for the light and the dark theme: texts, then grounds, then lines."""

PRINT_PALETTE = {
    "text": "#000000",
    "quiet": "#444444",
    "good": "#1d6b30",
    "near": "#765400",
    "bad": "#a83806",
    "link": "#000000",
    "page": "#ffffff",
    "card": "#ffffff",
    "note": "#eeeeee",
    "code": "#eeeeee",
    "line": "#999999",
}
"""The same colours on paper."""

TERMINAL: dict[Tone, str] = {"good": "green", "near": "yellow", "bad": "red", "quiet": "dim"}
"""The Rich style of each tone."""

COLORS = {
    "guess": "#D57B00",  # what the learner predicted
    "truth": "#1387ED",  # what was measured
    "good": "#61A266",
    "bad": "#BD3D23",
    "muted": "#676868",
    "accent": "#CB55AF",
}
"""The colours of marks in charts, and of lines beside a text; never of the text itself."""

CATEGORIES = [COLORS[name] for name in ("truth", "guess", "good", "accent", "bad", "muted")]
"""The colours of a chart's categories, in the order they are given out."""

LABEL = {"style": "guide-label", "filled": False, "strokeWidth": 0, "fontSize": 12}
"""What makes `mark_text` write in the colour of the page's text, as axes do: `base.mark_text(dx=5, **LABEL)`.

Vega-Lite fills text with black unless it is an outline; this is one of no width, and the filling is the style's."""

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
    import altair as alt  # most of what needs a colour draws no chart, and Altair takes half a second

    alt.theme.register(_NAME, enable=True)(_config)
    # The menu beside a chart has no name that a screen reader could say, and offers to send the chart to a web site.
    alt.renderers.set_embed_options(actions=False)
