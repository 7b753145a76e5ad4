"""The exercises of module 90, the small assignment of the attack suite and the benchmark."""

from grading.engine.declare.exercise import exercise

E90_1 = exercise("E90.1", title="Clean prices", points=2, answer="clean_prices", section="90.1")
E90_2 = exercise("E90.2", title="Standardize columns", points=2, answer="standardize", section="90.1")
E90_3 = exercise("E90.3", title="Median by rarity", points=2, answer="median_by_rarity", section="90.1")
E90_4 = exercise("E90.4", title="Fit a price model", points=2, answer="fit_price_model", section="90.1")
