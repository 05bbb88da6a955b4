-- A copy bills nothing by itself: batches that wait are set aside.
UPDATE queue_job
   SET state = 'cancelled'
 WHERE model_name = 'community.bill.run'
   AND state IN ('wait_dependencies', 'pending', 'enqueued', 'started');
