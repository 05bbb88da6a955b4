-- A copy of the database answers nobody: its help desk reads no mail.
UPDATE mail_alias
   SET alias_name = NULL
 WHERE alias_model_id IN (SELECT id FROM ir_model WHERE model = 'community.ticket');
-- A copy stops no clocks and schedules no activities about them.
UPDATE ir_cron
   SET active = FALSE
  FROM ir_model_data
 WHERE ir_model_data.model = 'ir.cron'
   AND ir_model_data.module = 'community_helpdesk'
   AND ir_model_data.name = 'ir_cron_forgotten_clocks'
   AND ir_model_data.res_id = ir_cron.id;
