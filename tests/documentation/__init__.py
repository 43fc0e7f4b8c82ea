from . import (
    test_privacy,
    test_conversation,
    test_tally,
    test_activity,
    test_goal,
    test_retention,
    test_topic_deck,
)
