import type { Scope } from '../../../shared/domain/connection.ts'

/** As asked for at sign-in, what matters most first. */
export const SCOPES: readonly Scope[] = [
  'ads_management',
  'ads_read',
  'business_management',
  'read_insights',
  'pages_show_list',
  'pages_read_engagement',
]
