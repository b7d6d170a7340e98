import { invalid } from '../graph-error.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Fields of Meta's that have no value here: asked for, they are left out and not refused. */
const EMPTY = {
  AdAccount:
    words(`ad_account_promotable_objects agency_client_declaration all_capabilities attribution_spec brand_safety_content_filter_levels business_city
    business_country_code business_name business_state business_street business_street2 business_zip can_create_brand_lift_study custom_audience_info
    end_advertiser end_advertiser_name existing_customers expired_funding_source_details extended_credit_invoice_group
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
  AdCreative:
    words(`account_id actor_id ad_disclaimer_spec adlabels applink_treatment asset_feed_spec authorization_category auto_update body branded_content
    branded_content_sponsor_page_id bundle_folder_id call_to_action call_to_action_type categorization_criteria category_media_source
    collaborative_ads_lsb_image_bank_id contextual_multi_ads creative_sourcing_spec degrees_of_freedom_spec destination_set_id destination_spec
    dynamic_ad_voice effective_authorization_category effective_instagram_media_id effective_object_story_id enable_direct_install
    enable_launch_instant_app existing_post_title facebook_branded_content format_transformation_spec id image_crops image_hash image_url
    instagram_branded_content instagram_permalink_url instagram_user_id interactive_components_spec link_deep_link_url link_destination_display_url
    link_og_id link_url marketing_message_structured_spec media_sourcing_spec messenger_sponsored_message name object_id object_store_url object_story_id
    object_story_spec object_type object_url omnichannel_link_spec page_welcome_message photo_album_source_object_story_id place_page_set_id
    platform_customizations playable_asset_id portrait_customizations product_data product_set_id product_suggestion_settings recommender_settings
    regional_regulation_disclaimer_spec source_facebook_post_id source_instagram_media_id status template_url template_url_spec thumbnail_id thumbnail_url
    title url_tags use_page_actor_override video_id`),
  AdImage:
    words(`account_id created_time creatives hash height id is_associated_creatives_in_adgroups name original_height original_width owner_business permalink_url
    status updated_time url url_128 width`),
  AdVideo:
    words(`ad_breaks admin_creator audio_isrc backdated_time backdated_time_granularity boost_eligibility_info content_category content_tags copyright
    copyright_check_information copyright_monitoring_status created_time custom_labels description embed_html embeddable event expiration format from icon
    id is_crosspost_video is_crossposting_eligible is_episode is_instagram_eligible is_reference_only length live_audience_count live_status
    music_video_copyright permalink_url picture place post_id post_views premiere_living_room_status privacy published scheduled_publish_time source
    spherical status title universal_video_id updated_time views`),
  CustomAudience:
    words(`account_id approximate_count_lower_bound approximate_count_upper_bound customer_file_source data_source data_source_types
    datafile_custom_audience_uploading_status delete_time delivery_status description excluded_custom_audiences external_event_source
    fields_violating_integrity_policy household_audience id included_custom_audiences is_eligible_for_sac_campaigns is_household is_snapshot
    is_value_based lookalike_audience_ids lookalike_spec messenger_marketing_messages_page name operation_status opt_out_link owner_business
    page_deletion_marked_delete_time permission_for_actions pixel_id regulated_audience_spec retention_days rev_share_policy_id rule rule_aggregation
    rule_v2 seed_audience sharing_status subtype time_content_updated time_created time_updated`),
  AdsPixel:
    words(`automatic_matching_fields can_proxy code config creation_time creator data_use_setting description duplicate_entries enable_auto_assign_to_accounts
    enable_automatic_matching event_stats event_time_max event_time_min first_party_cookie_status has_1p_pixel_event id is_consolidated_container
    is_created_by_business is_crm is_mta_use is_restricted_use is_unavailable last_fired_time last_upload_app last_upload_app_changed_time
    match_rate_approx matched_entries name owner_ad_account owner_business usage user_access_expire_time valid_entries`),
  Page: words(`about access_token ad_campaign affiliation app_id artists_we_like attire available_promo_offer_ids awards band_interests band_members best_page bio
    birthday booking_agent breaking_news_usage built business can_checkin can_post category category_list checkins company_overview
    connected_instagram_account connected_page_backed_instagram_account contact_address copyright_attribution_insights copyright_whitelisted_ig_partners
    country_page_likes cover culinary_team delivery_and_pickup_option_info description description_html differently_open_offerings directed_by
    display_subtext displayed_message_response_time does_viewer_have_page_permission_link_ig emails engagement fan_count featured_video features
    followers_count food_styles founded general_info general_manager global_brand_page_name global_brand_root_id has_added_app has_lead_access
    has_transitioned_to_new_page_experience has_whatsapp_business_number has_whatsapp_number hometown hours id impressum influences
    instagram_business_account is_always_open is_calling_eligible is_chain is_community_page is_eligible_for_branded_content
    is_eligible_for_disable_connect_ig_btn_for_non_page_admin_am_web is_messenger_bot_get_started_enabled is_messenger_platform_bot is_owned
    is_permanently_closed is_published is_unclaimed is_verified is_webhooks_subscribed keywords leadgen_tos_acceptance_time leadgen_tos_accepted
    leadgen_tos_accepting_user link location members merchant_id merchant_review_status messaging_feature_status messenger_ads_default_icebreakers
    messenger_ads_default_quick_replies messenger_ads_quick_replies_type mini_shop_storefront mission mpg name name_with_location_descriptor
    new_like_count offer_eligible overall_star_rating owner_business page_token parent_page payment_options personal_info personal_interests
    pharma_safety_info phone pickup_options place_type plot_outline preferred_audience press_contact price_range priority_hours privacy_info_url
    produced_by products promotion_eligible promotion_ineligible_reason public_transit rating_count recipient record_label release_date
    restaurant_services restaurant_specialties schedule screenplay_by season single_line_address starring store_code store_location_descriptor
    store_number studio supports_donate_button_in_live_video talking_about_count tasks temporary_status unread_message_count unread_notif_count
    unseen_message_count user_access_expire_time username verification_status voip_info website were_here_count whatsapp_number written_by`),
  AdRule: words(
    `account_id created_by created_time disable_error_code evaluation_spec execution_spec id name schedule_spec status updated_time`,
  ),
  User: words(`about age_range birthday client_business_id community cover currency education email favorite_athletes favorite_teams first_name gender hometown id
    inspirational_people install_type installed is_guest_user is_work_account languages last_name link local_news_megaphone_dismiss_status
    local_news_subscription_status locale location meeting_for middle_name name name_format payment_pricepoints picture political profile_pic quotes
    relationship_status religion shared_login_upgrade_required_by short_name significant_other sports supports_donate_button_in_live_video third_party_id
    timezone token_for_business updated_time verified video_upload_limits website`),
} as const

/** Undefined for a field that has no value here. Throws GraphError for one that does not exist. */
export const unknownField = (field: string, type: keyof typeof EMPTY): undefined => {
  if (EMPTY[type].has(field)) return undefined
  throw invalid(`Tried accessing nonexistent field (${field}) on node type (${type})`)
}
