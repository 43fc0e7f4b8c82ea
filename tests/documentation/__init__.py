from . import (
    test_privacy,
    test_conversation,
    test_tally,
    test_activity,
    test_goal,
    test_retention,
    test_suppression,
    test_suppression_together,
    test_statistic,
    test_statistic_rpc,
    test_topic_deck,
)
