-- community_suite sends nothing by itself; what the add-ons send, they neutralise.
SELECT 1;
