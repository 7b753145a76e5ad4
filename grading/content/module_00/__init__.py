"""Module 0, ML in business."""
