from . import receipt_return
