"""The right answers that authors wrote beside each solution, by exercise."""

import importlib

from course.module_ids import exercise_stem, folder_name


def right_answers(one):
    """Name -> answer, or a dict of names where the exercise asks for several."""
    folder = f"grading.content.{folder_name(one.module)}.right_answers"
    module = importlib.import_module(f"{folder}.{exercise_stem(one.id)}")
    return {name: value for name, value in vars(module).items() if name.startswith("right_")}
