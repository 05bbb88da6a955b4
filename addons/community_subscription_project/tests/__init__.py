from . import test_contract_projects
