-- A copy of the database must not reach anybody. What waits is cancelled, in the log and
-- in core's queues; core switches the jobs off itself.
UPDATE mail_mail
   SET state = 'cancel'
 WHERE state = 'outgoing'
   AND id IN (SELECT mail_mail_id FROM community_notice_delivery WHERE state = 'queued');
UPDATE sms_sms
   SET state = 'canceled'
 WHERE state = 'outgoing';
UPDATE community_notice_delivery
   SET state = 'cancelled', reason = 'copy', next_try_at = NULL
 WHERE state = 'queued';
UPDATE community_notice_broadcast
   SET state = 'cancelled'
 WHERE state IN ('sending', 'paused');
UPDATE community_notice_rule
   SET active = false;
-- Providers of SMS and WhatsApp: none that reaches anybody, and none of their keys.
UPDATE res_company
   SET sms_provider = 'simulator',
       whatsapp_provider = CASE whatsapp_provider WHEN 'none' THEN 'none'
                                                  ELSE 'simulator' END,
       netgsm_usercode = NULL,
       netgsm_password = NULL,
       sms_gateway_url = NULL,
       sms_gateway_headers = NULL,
       sms_gateway_parameters = NULL,
       sms_gateway_secret = NULL,
       sms_gateway_token_hash = NULL,
       whatsapp_phone_number_id = NULL,
       whatsapp_business_id = NULL,
       whatsapp_token = NULL,
       whatsapp_app_secret = NULL,
       whatsapp_verify_token = NULL;
