"""The page that `home.py` shows: where the learner is, what is next, and a link to every notebook."""

from pathlib import Path

from course import html, progress, states
from course_app import outline

_TEMPLATE = Path(__file__).with_name("home_page.html.j2")


def page() -> str:
    """The whole page as HTML, from what is in the folder and what is in the progress store now."""
    modules = outline.modules()
    known = progress.snapshot()
    newest = max(known.values(), key=lambda latest: latest.at, default=None)
    return html.render(
        _TEMPLATE,
        modules=modules,
        known=known,
        step=outline.next_step(modules, known),
        earned=sum(module.points(known) for module in modules),
        worth=sum(module.worth for module in modules),
        newest=newest.id if newest else None,
        answered=lambda items: sum(item.id in known for item in items),
        passed=lambda items: sum(item.id in known and known[item.id].status == "passed" for item in items),
        state_of=states.of_exercise,
    )
