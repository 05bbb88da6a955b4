-- community_subscription_project sends nothing by itself.
SELECT 1;
