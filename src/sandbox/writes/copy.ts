import { GraphError, hidden, invalid } from '../graph-error.ts'
import { timeOf } from '../times.ts'
import { adsOf } from '../under.ts'
import { checkAccount, checkRoom } from './limits.ts'
import { PARAMETERS } from './parameters.ts'
import { endsInThePast, isArchived, isDeleted, refusal } from './refusals.ts'
import { renameShape, shaped } from './shapes.ts'
import type { Ad, AdSet, Campaign, Delivering } from '../model.ts'
import type { Params } from '../params.ts'
import type { Tools } from './tools.ts'

/** Copies of campaigns, ad sets and ads, with what is under them when asked. */

/** Ads that a copy may take with it in one call. */
const MOST_ADS = 3

interface Copied {
  readonly ad_object_type: 'campaign' | 'ad_set' | 'ad'
  readonly source_id: string
  readonly copied_id: string
}
const TYPE = { campaign: 'campaign', adset: 'ad_set', ad: 'ad' } as const

const STATUS_OPTIONS: readonly string[] = ['PAUSED', 'ACTIVE', 'INHERITED_FROM_SOURCE']

export const createCopying = (tools: Tools) => {
  const { world, live, values, make, creativeFor, now } = tools

  const find = <L extends 'campaign' | 'adset'>(id: string, level: L, source: Delivering) => {
    const node = world.nodes.get(id)
    if (!node || !('level' in node) || node.level !== level || node.account !== source.account) throw hidden(id, 'POST')
    const found = node as Extract<Campaign | AdSet, { level: L }>
    const status = live.effective(found)
    if (status === 'DELETED') throw isDeleted()
    if (status === 'ARCHIVED') throw isArchived()
    return found
  }

  /** Throws GraphError. */
  return (source: Delivering, params: Params): unknown => {
    if (live.effective(source) === 'DELETED') throw isDeleted()
    checkAccount(source.account)
    const rename = shaped(renameShape, params['rename_options'] ?? '{}', 'rename_options')
    const option = params['status_option'] ?? 'PAUSED'
    if (!STATUS_OPTIONS.includes(option))
      throw invalid(`Param status_option must be one of {${STATUS_OPTIONS.join(', ')}}`)
    const deep = source.level !== 'ad' && (params['deep_copy'] === 'true' || params['deep_copy'] === '1')
    const standing = <T extends Delivering>(objects: readonly T[]): readonly T[] =>
      objects.filter((object) => !['ARCHIVED', 'DELETED'].includes(live.status(object)))
    const ads = standing(adsOf(source))
    if (deep && ads.length > MOST_ADS)
      throw new GraphError({
        status: 400,
        code: 100,
        message: `(#100) The synchronous copy of more than ${MOST_ADS} ads is not supported. Use an asynchronous batch.`,
        title: 'Copy Is Too Large',
        userMessage: `A copy can take at most ${MOST_ADS} ads with it at once.`,
      })

    const timesOf = (level: Delivering['level']): Record<string, string | null> => {
      if (level === 'ad') return {}
      const time = (param: 'start_time' | 'end_time'): string | null | undefined => {
        const text = params[param]
        if (text === undefined) return undefined
        if (text === '0') return null
        const at = timeOf(text, source.account.zone)
        if (at === null) throw invalid(`Param ${param} must be a valid time`)
        return String(at)
      }
      const [start, end] = [time('start_time'), time('end_time')]
      if (end !== undefined && end !== null && Number(end) <= now()) throw endsInThePast('end_time')
      return {
        ...(start === undefined ? {} : { start_time: start }),
        ...(end === undefined ? {} : { [level === 'campaign' ? 'stop_time' : 'end_time']: end }),
      }
    }

    const nameOf = (object: Delivering): string => {
      const name = live.name(object)
      const strategy = rename.rename_strategy ?? 'ONLY_TOP_LEVEL_RENAME'
      if (strategy === 'NO_RENAME' || (strategy === 'ONLY_TOP_LEVEL_RENAME' && object !== source)) return name
      const { rename_prefix: prefix, rename_suffix: suffix } = rename
      return prefix === undefined && suffix === undefined ? `${name} - Copy` : `${prefix ?? ''}${name}${suffix ?? ''}`
    }

    /** Another creative than the source's, for the copy of one ad. */
    const creativeOf = (object: Delivering): Record<string, string> => {
      const text = params['creative_parameters']
      return text === undefined || object.level !== 'ad' || object !== source
        ? {}
        : { creative: creativeFor(object.account, text, false) }
    }

    const made: Copied[] = []
    const copyOne = (object: Delivering, parent: string | null): string => {
      const fields = [...Object.keys(PARAMETERS[object.level]), ...(object.level === 'campaign' ? ['objective'] : [])]
      const own: Record<string, string | null> = {
        ...Object.fromEntries(fields.map((field) => [field, values.of(object, field)])),
        ...(object.level === 'campaign' ? { objective: object.objective } : {}),
        ...timesOf(object.level),
        name: nameOf(object),
        ...creativeOf(object),
        status: option !== 'INHERITED_FROM_SOURCE' ? option : live.status(object) === 'ACTIVE' ? 'ACTIVE' : 'PAUSED',
        source: object.id,
        [`source_${object.level}_id`]: object.id,
      }
      const id = make({
        kind: object.level,
        account: object.account.id,
        parent,
        values: Object.fromEntries(
          Object.entries(own).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
        ),
      })
      made.push({ ad_object_type: TYPE[object.level], source_id: object.id, copied_id: id })
      return id
    }

    const copyAd = (ad: Ad, adset: AdSet): string => {
      checkRoom(tools, ad.account, 'ad', adset)
      return copyOne(ad, adset.id)
    }
    const copyAdSet = (adset: AdSet, campaign: Campaign): string => {
      checkRoom(tools, adset.account, 'adset', campaign)
      if ((campaign.budget === null) !== (adset.budget !== null))
        throw refusal(
          1885621,
          'Budget Can Only Be Set Once',
          'An ad set can only go where budgets are held as it holds its own.',
          'campaign_id',
        )
      const id = copyOne(adset, campaign.id)
      if (deep) for (const ad of standing(adset.ads)) copyAd(ad, find(id, 'adset', source))
      return id
    }

    switch (source.level) {
      case 'campaign': {
        checkRoom(tools, source.account, 'campaign', null)
        const adsets = standing(source.adsets)
        const id = copyOne(source, null)
        if (deep) for (const adset of adsets) copyAdSet(adset, find(id, 'campaign', source))
        return { copied_campaign_id: id, ad_object_ids: made }
      }
      case 'adset': {
        const id = copyAdSet(source, find(params['campaign_id'] ?? source.campaign.id, 'campaign', source))
        return { copied_adset_id: id, ad_object_ids: made }
      }
      case 'ad': {
        const id = copyAd(source, find(params['adset_id'] ?? source.adset.id, 'adset', source))
        return { copied_ad_id: id, ad_object_ids: made }
      }
    }
  }
}
