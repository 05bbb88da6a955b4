from . import res_partner, survey_survey, survey_user_input
