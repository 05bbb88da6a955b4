from . import community_service_record
