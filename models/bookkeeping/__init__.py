from . import account_account, res_company, template_bydelsmor
