-- A copy of the database must not reach anybody: nothing in it yet that could.
SELECT 1;
