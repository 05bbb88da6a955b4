from . import community_access_visit, community_access_zone, hr_attendance
