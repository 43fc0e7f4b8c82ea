from . import test_privacy, test_conversation, test_tally, test_activity, test_retention
