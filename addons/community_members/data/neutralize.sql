-- community_members sends nothing by itself; its statements and invitations go
-- through mail servers and payment providers, which core neutralises.
SELECT 1;
