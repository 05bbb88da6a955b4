from . import community_ticket_task_make
