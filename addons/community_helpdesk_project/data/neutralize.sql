-- community_helpdesk_project sends nothing by itself.
SELECT 1;
