import { invalid } from '../graph-error.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Fields of Meta's that have no value here: asked for, they are left out and not refused. */
const EMPTY = {
  AdAccount:
    words(`ad_account_promotable_objects agency_client_declaration all_capabilities attribution_spec brand_safety_content_filter_levels business_city
    business_country_code business_name business_state business_street business_street2 business_zip can_create_brand_lift_study custom_audience_info
    default_dsa_beneficiary default_dsa_payor end_advertiser end_advertiser_name existing_customers expired_funding_source_details extended_credit_invoice_group
    failed_delivery_checks fb_entity funding_source has_migrated_permissions has_page_authorized_adaccount io_number is_attribution_spec_system_default
    is_ba_skip_delayed_eligible is_direct_deals_enabled is_in_3ds_authorization_enabled_market is_notifications_enabled is_tax_id_required liable_address
    line_numbers marketing_messages_settings media_agency offsite_clo_signal_status offsite_pixels_tos_accepted opportunity_score partner rf_spec
    send_bill_to_address show_checkout_experience sold_to_address tax_id tax_id_status tax_id_type tos_accepted user_access_expire_time user_tos_accepted viewable_business`),
  Campaign:
    words(`adlabels advantage_state_info boosted_object_id brand_lift_studies budget_rebalance_flag campaign_group_active_time can_create_brand_lift_study
    has_secondary_skadnetwork_reporting is_budget_schedule_enabled is_direct_send_campaign is_message_campaign issues_info last_budget_toggling_time pacing_type
    promoted_object recommendations smart_promotion_type source_campaign source_campaign_id source_recommendation_type special_ad_category_country spend_cap topline_id`),
  AdSet:
    words(`adlabels adset_schedule anchor_event_attribution_window_days asset_feed_id attribution_count_type automatic_manual_state bid_adjustments bid_amount bid_constraints
    bid_info brand_safety_config campaign_active_time campaign_attribution creative_diversity_label creative_diversity_score creative_sequence
    creative_sequence_repetition_pattern daily_min_spend_target daily_spend_cap dsa_beneficiary dsa_payor existing_customer_budget_percentage
    frequency_control_specs full_funnel_exploration_mode instagram_user_id is_ba_skip_delayed_eligible is_budget_schedule_enabled is_incremental_attribution_enabled
    issues_info lifetime_imps lifetime_min_spend_target lifetime_spend_cap low_creative_reach max_budget_spend_percentage min_budget_spend_percentage
    multi_event_conversion_attribution_window_seconds multi_optimization_goal_weight optimization_sub_event placement_soft_opt_out promoted_object recommendations
    recurring_budget_semantics regional_regulated_categories regional_regulation_identities review_feedback rf_prediction_id source_adset source_adset_id
    special_ad_categories targeting_optimization_types time_based_ad_rotation_id_blocks time_based_ad_rotation_intervals trending_topics_spec use_new_app_click
    value_rule_set_id value_rules_applied ad_set_goal is_sequenced_conversion_creation`),
  Ad: words(`ad_active_time ad_schedule_end_time ad_schedule_start_time adlabels bid_amount bid_info bid_type conversion_domain conversion_specs creative_asset_groups_spec
    demolink_hash display_sequence engagement_audience failed_delivery_checks last_updated_by_app_id placement preview_shareable_link priority recommendations
    source_ad source_ad_id special_ad_categories targeting tracking_and_conversion_with_defaults tracking_specs`),
  Business:
    words(`block_offline_analytics collaborative_ads_managed_partner_business_info collaborative_ads_managed_partner_eligibility collaborative_ads_partner_premium_options
    created_by extended_updated_time is_hidden link marketing_messages_onboarding_status payment_account_id primary_page profile_picture_uri updated_by updated_time
    user_access_expire_time vertical_id whatsapp_business_manager_messaging_limit`),
} as const

/** Undefined for a field that has no value here. Throws GraphError for one that does not exist. */
export const unknownField = (field: string, type: keyof typeof EMPTY): undefined => {
  if (EMPTY[type].has(field)) return undefined
  throw invalid(`Tried accessing nonexistent field (${field}) on node type (${type})`)
}
