-- A copy of the database must not reach anybody: nothing in it yet that could.
SELECT 1;
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
