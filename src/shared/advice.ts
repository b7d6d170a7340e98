/**
 * What a person can do about an error that Meta names precisely. The sentence for each is in `words/advice`, in each
 * language; it stands behind Meta's own words. A closed list: what is not here has the sentence of its error code.
 */
export const ADVICE = [
  // The token
  'appRemoved',
  'passwordChanged',
  'sessionEnded',
  'dataAccessEnded',
  'needsSecret',
  'wrongSecret',
  'pageToken',
  'pageRole',
  'unconfirmed',
  // Rights
  'appCapability',
  'appDisabled',
  'appTier',
  'appDevelopment',
  'needsAdsManagement',
  'insightsRole',
  'instagramAccess',
  'audienceTerms',
  'audienceUse',
  'messageTerms',
  'advertisingRestricted',
  'politicalAuthorisation',
  'businessLimits',
  // Waiting
  'budgetEdits',
  'spendCapEdits',
  'adsLimit',
  'actionBlocked',
  'audienceBusy',
  // Values
  'budgetTwice',
  'budgetTooSmall',
  'budgetBelowSpend',
  'spendCapTooSmall',
  'budgetSharingMissing',
  'budgetSharingUse',
  'endInPast',
  'objectGone',
  'objectLimit',
  'beneficiary',
  'regionalIdentity',
  'thumbnail',
  'videoFile',
  'linkUnreadable',
  'duplicate',
  'audienceRule',
  'audienceFlagged',
  'audienceNotShared',
  'audienceDeleted',
  'audienceUpload',
  'tooOld',
  'tooMuchData',
  'eventTooOld',
  'eventValue',
  'eventParameters',
] as const

export type Advice = (typeof ADVICE)[number]
