-- community_events_sale sends nothing by itself; core neutralises payments and mail.
SELECT 1;
