-- community_sale sends nothing by itself; core neutralises what sale sends.
SELECT 1;
