from . import community_ticket, project_task
