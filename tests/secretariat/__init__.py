from . import test_group_overview, test_results
