-- community_purchase sends nothing by itself; core neutralises what purchase sends.
SELECT 1;
