from . import bydelsmor_demo
