from . import way_in, shell, me, accounts, receipt
