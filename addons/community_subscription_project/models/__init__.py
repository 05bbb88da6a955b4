from . import (
    community_contract,
    community_contract_profit,
    project_project,
    project_task,
)
