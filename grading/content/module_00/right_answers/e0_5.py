"""Right answers to E0.5: the second gate can be decided either way, and a list does as well as a set."""

right_go_once_more = {
    "start": ("go", {"one_disease"}),
    "widen": ("go", {"one_disease", "own_records"}),
    "renew": ("stop", {"not_in_use", "support_ended"}),
    "finish": ("stop", {"not_in_use"}),
}
right_lists = {
    "finish": ["stop", ["support_ended", "not_connected"]],
    "renew": ["Stop", ["not_in_use", "not_connected"]],
    "widen": ["stop", ["new_system"]],
    "start": ["Go", ["own_records"]],
}
right_weighed_agreement = {
    "start": ("go", {"own_records"}),
    "widen": ("go", {"new_system", "one_disease"}),
    "renew": ("stop", {"not_in_use", "not_connected", "staff_agree"}),
    "finish": ("stop", {"not_in_use", "staff_agree"}),
}
