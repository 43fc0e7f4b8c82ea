from .organisation import test_vocabularies
