import { en } from '../plural.ts'

export const alerts = {
  title: 'Alerts',
  open: 'Open',
  openCount: (count: number) => en(count, { one: '# open', other: '# open' }),
  resolved: 'Resolved in the last 30 days',
  noResolved: 'Nothing was resolved in the last 30 days.',
  kinds: {
    spendWithoutResult: 'Spend without result',
    tokenInvalid: 'Meta no longer accepts the token',
    tokenExpiring: 'The token expires soon',
    dataAccessExpiring: 'Consent to read data is running out',
    checkpoint: 'Meta asks for you at facebook.com',
    syncFailing: 'Sync is failing',
  },
  evidence: (spend: string, budget: string, share: string, results: string) =>
    `Spent ${spend} of ${budget} daily budget today (${share}), ${results}.`,
  results: (count: number) => (count === 0 ? 'no result' : en(count, { one: '# result', other: '# results' })),
  tokenInvalidText: 'Nothing new is read until the next sign-in. Cached figures stay readable.',
  tokenExpiringText: (days: number) =>
    days === 0
      ? 'Less than a day left. Sign in again to renew it.'
      : en(days, { one: '# day left. Sign in again to renew it.', other: '# days left. Sign in again to renew it.' }),
  dataAccessExpiringText: (days: number) =>
    days === 0
      ? 'Less than a day left, then Meta shows no more data. Sign in again to renew the consent; the token itself goes on.'
      : en(days, {
          one: '# day left, then Meta shows no more data. Sign in again to renew the consent; the token itself goes on.',
          other:
            '# days left, then Meta shows no more data. Sign in again to renew the consent; the token itself goes on.',
        }),
  dataAccessEndedText:
    'It has run out: Meta shows no more data until somebody signs in again. Cached figures stay readable.',
  checkpointText:
    'Open facebook.com, sign in there and do what it asks. The token stays good: Buydesk asks now and then and goes on by itself.',
  syncFailingText: 'Figures are not being refreshed. Settings shows why.',
  atRisk: 'At risk',
  opened: 'Opened',
  figuresFrom: 'Figures from',
  acknowledge: 'Acknowledge',
  acknowledged: 'Acknowledged',
  openCampaign: 'Open campaign',
  openSettings: 'Open settings',
  resolutions: {
    result: 'A result came in',
    notDelivering: 'No longer delivering',
    belowShare: 'Spend fell below the share',
    newDay: 'A new day began',
    ruleOff: 'The rule was switched off',
    connection: 'The connection is back',
  },
  resolvedAt: 'Resolved',
  rule: (share: string, minimum: string, resolve: string) =>
    `Opens when a campaign has spent ${share} of its daily budget today with no result, from ${minimum} of spend (in the account’s currency). Resolves by itself with a result, below ${resolve}, or when it stops delivering.`,
  ruleOff: 'The rule “spend without result” is off: nothing opens.',
  changeRule: 'Change the rule',
  emptyTitle: 'Nothing is open',
  emptyText: 'A campaign that spends its daily budget without a result will be here within one reading.',
} as const
