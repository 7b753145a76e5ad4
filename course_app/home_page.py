"""The page that `home.py` shows: where the learner is, what is next, and a link to every notebook."""

from pathlib import Path

from course import html, lesson_time, links, progress, states
from course_app import outline

_TEMPLATE = Path(__file__).with_name("home_page.html.j2")


def page() -> str:
    """The whole page as HTML, from what is in the folder and what is in the progress store now."""
    modules = outline.modules()
    known = progress.snapshot()
    return html.render(
        _TEMPLATE,
        modules=modules,
        known=known,
        step=outline.next_step(modules, known),
        totals=lambda some: outline.totals(some, known),
        last=outline.last_worked_on(modules, known),
        passed=lambda items: sum(item.id in known and known[item.id].status == "passed" for item in items),
        state_of=states.of_exercise,
        in_words=lesson_time.in_words,
        edit=links.file_link(links.HOME),
    )
