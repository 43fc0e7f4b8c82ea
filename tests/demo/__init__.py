from . import test_demo_documentation, test_demo_story
