-- A copy writes no attendance: its gates are not those of the house.
UPDATE community_access_zone SET is_workplace = false;
