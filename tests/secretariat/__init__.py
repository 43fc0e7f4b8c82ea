from . import test_group_overview
