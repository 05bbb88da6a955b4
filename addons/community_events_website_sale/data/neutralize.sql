-- community_events_website_sale sends nothing by itself; core neutralises payments.
SELECT 1;
