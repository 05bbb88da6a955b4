-- community_helpdesk_timesheet sends nothing by itself.
SELECT 1;
