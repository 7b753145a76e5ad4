"""Commands that learners use; the learners' bundle has them."""
