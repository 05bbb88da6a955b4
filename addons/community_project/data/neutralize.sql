-- community_project sends nothing by itself; core neutralises what project sends.
SELECT 1;
