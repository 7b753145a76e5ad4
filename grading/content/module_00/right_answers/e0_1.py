"""Right answers to E0.1, each with other reasons and another spelling."""

right_lists = {
    "decisions": {
        "calculator": ("No", ["exact_rule", "rule_may_do"]),
        "translation": ("Yes", ["examples", "hard_to_write"]),
        "fraud": ("Yes", ["hard_to_write", "changing"]),
        "inventory": ("Maybe", ["cheap_errors", "rule_may_do"]),
        "email_spam": ("Yes", ["changing", "examples"]),
    }
}

right_all_reasons = {
    "decisions": {
        "email_spam": ["yes", {"examples", "hard_to_write", "changing", "cheap_errors"}],
        "inventory": ["maybe", {"examples", "cheap_errors", "rule_may_do"}],
        "fraud": ["yes", {"examples", "hard_to_write", "changing", "cheap_errors"}],
        "translation": ["yes", {"examples", "hard_to_write", "cheap_errors"}],
        "calculator": ["no", {"exact_rule", "no_error_allowed", "rule_may_do"}],
    }
}
