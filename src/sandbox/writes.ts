import { GraphError, forbidden, invalid } from './graph-error.ts'
import { listParam } from './params.ts'
import { PERSON } from './person.ts'
import { spentSince } from './spending.ts'
import type { Delivering, OwnStatus } from './model.ts'
import type { Figures } from './figures.ts'
import type { EditField, Live, State } from './state.ts'
import type { Params } from './params.ts'
import type { Token } from './tokens.ts'

/** Changes of campaigns, ad sets and ads, refused for the reasons Meta refuses them. */

export interface Writes {
  /** Throws GraphError and then has changed nothing. Parameters it does not know are ignored, as at Meta. */
  update(object: Delivering, params: Params, token: Token): void
}

const STATUSES: readonly string[] = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED']
const HOUR = 3_600_000
const EDITS_AN_HOUR = 4

const refusal = (
  code: number,
  subcode: number,
  message: string,
  title: string,
  userMessage: string,
  blame?: string,
): GraphError =>
  new GraphError({
    status: 400,
    code,
    subcode,
    message,
    title,
    userMessage,
    transient: false,
    ...(blame === undefined ? {} : { data: { blame_field_specs: [[blame]] } }),
  })

/** Least daily budget, minor units. */
const minimumBudget = (object: { readonly account: { readonly factor: number; readonly offset: number } }): number =>
  Math.round(object.account.factor * object.account.offset)

export const createWrites = ({
  state,
  live,
  figures,
  now,
}: {
  readonly state: State
  readonly live: Live
  readonly figures: Figures
  readonly now: () => number
}): Writes => {
  const checkBudget = (object: Delivering, field: 'daily_budget' | 'lifetime_budget', text: string): void => {
    if (!/^\d{1,15}$/.test(text)) throw invalid(`Param ${field} must be an integer`)
    if (object.level === 'ad') return
    const minor = Number(text)
    const both = refusal(
      100,
      1885621,
      'Invalid parameter',
      'Budget Can Only Be Set Once',
      'You can only set an ad set budget or a campaign budget. Edit the budget where it is.',
      field,
    )
    if (object.level === 'adset' && object.campaign.budget !== null) throw both
    if (object.budget === null) throw both
    const kind = field === 'daily_budget' ? 'daily' : 'lifetime'
    if (object.budget.kind !== kind)
      throw refusal(
        100,
        1885621,
        'Invalid parameter',
        'Daily or Lifetime Budget',
        'The kind of a budget cannot be changed after it was set.',
        field,
      )
    const { campaign } = object.level === 'adset' ? object : { campaign: object }
    const days = kind === 'daily' ? 1 : Math.max(1, campaign.endDay - campaign.startDay)
    const minimum = minimumBudget(object) * days
    if (minor < minimum) {
      const { account } = object
      throw refusal(
        100,
        1885272,
        'Invalid parameter',
        'Budget Is Too Low',
        `Your budget must be at least ${String(minimum / account.offset)} ${account.currency}.`,
        field,
      )
    }
    const already = spentSince(figures, object, kind === 'daily' ? figures.today(object.account) : campaign.startDay)
    const current = live.budget(object)?.minor ?? 0
    if (minor < current && minor < already * 1.01) {
      throw refusal(
        100,
        1885650,
        'Invalid parameter',
        'Budget Is Too Low',
        'The new budget is too close to or below what has already been spent.',
        field,
      )
    }
    if (object.level === 'adset') {
      const recent = state.editsOf(object.id).filter((edit) => edit.field.endsWith('_budget') && edit.at > now() - HOUR)
      if (recent.length >= EDITS_AN_HOUR) {
        throw refusal(
          613,
          1487632,
          '(#613) Calls to this api have exceeded the rate limit.',
          'Ad Set Budget Changed Too Often',
          'You can only change the budget of an ad set 4 times an hour.',
        )
      }
    }
  }

  const valueOf = (object: Delivering, field: EditField): string => {
    switch (field) {
      case 'status':
        return live.status(object)
      case 'name':
        return live.name(object)
      default:
        return object.level === 'ad' ? '' : String(live.budget(object)?.minor ?? '')
    }
  }

  return {
    update: (object, params, token) => {
      if (!token.scopes.includes('ads_management')) {
        throw new GraphError({
          status: 403,
          code: 294,
          message:
            '(#294) Managing advertisements requires an access token with the extended permission for ads_management',
        })
      }
      if (!object.account.tasks.includes('ADVERTISE'))
        throw forbidden('Permissions error: the user may only analyze this ad account', 10)

      const status = live.status(object)
      const asked: [EditField, string][] = []
      for (const field of ['name', 'status', 'daily_budget', 'lifetime_budget'] as const) {
        const value = params[field]
        if (value !== undefined) asked.push([field, value])
      }
      if (status === 'DELETED' && asked.some(([field]) => field !== 'name')) {
        throw refusal(
          100,
          1487566,
          'Invalid parameter',
          'Object Was Deleted',
          'A deleted object cannot be edited. Only its name can be changed.',
        )
      }
      if (
        status === 'ARCHIVED' &&
        asked.some(
          ([field, value]) =>
            field !== 'name' && !(field === 'status' && (value === 'DELETED' || value === 'ARCHIVED')),
        )
      ) {
        throw refusal(
          100,
          1487056,
          'Invalid parameter',
          'Object Is Archived',
          'An archived object can only be renamed or deleted.',
        )
      }
      for (const [field, value] of asked) {
        if (field === 'status' && !STATUSES.includes(value))
          throw invalid(
            `Param status must be one of {ACTIVE, PAUSED, DELETED, ARCHIVED} - got unexpected string "${value}".`,
          )
        if (field === 'name' && (value.trim() === '' || value.length > 400))
          throw invalid('Param name must be a non-empty string of at most 400 characters')
        if (field === 'daily_budget' || field === 'lifetime_budget') checkBudget(object, field, value)
      }
      if (params['daily_budget'] !== undefined && params['lifetime_budget'] !== undefined)
        throw invalid('Only one of daily_budget and lifetime_budget can be set')
      if (listParam(params, 'execution_options')?.includes('validate_only')) return

      for (const [field, after] of asked) {
        if (object.level === 'ad' && field.endsWith('_budget')) continue
        const before = valueOf(object, field)
        if (before === after) continue
        const value = field === 'status' ? (after as OwnStatus) : after
        state.edit({
          at: now(),
          object: object.id,
          field,
          before,
          after: value,
          actorId: token.userId,
          actorName: token.kind === 'system' ? 'System user' : PERSON.name,
        })
      }
    },
  }
}
