import type { AboutObject, Choices, Holdable } from '../../../shared/domain/creation.ts'
import { HOLDER_LEVEL } from '../../../shared/domain/creation.ts'
import { isStanding } from '../../../shared/domain/edits.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'
import { CREATIVES } from '../../meta/nodes/creative.ts'
import { PROMOTED_PAGES } from '../../meta/nodes/page.ts'
import { PIXELS } from '../../meta/nodes/pixel.ts'
import type { WorkspaceContext } from '../context.ts'
import { knownObjects } from './check.ts'
import type { KnownObject } from './check.ts'

type Needs = Pick<WorkspaceContext, 'store' | 'graph'>

/** Objects that are looked at under one. */
const MOST_UNDER = 10_000
/** As many as somebody looks through. */
const MOST_CHOICES = 200

export const holderIdOf = ({ level, object }: Pick<KnownObject, 'level' | 'object'>): ObjectId | null =>
  level === 'ad' && 'adSetId' in object ? object.adSetId : 'campaignId' in object ? object.campaignId : null

/** What is under an object and neither archived nor deleted, ad sets before ads. */
export const standingUnder = async ({ store }: Pick<Needs, 'store'>, id: ObjectId): Promise<readonly KnownObject[]> => {
  const [, ...ids] = await store.within(id, MOST_UNDER)
  const known = [...(await knownObjects(store, ids)).values()].filter(({ object }) => isStanding(object.status))
  const sets = new Set(known.filter(({ level }) => level === 'adset').map(({ object }) => object.id))
  // What is in an archived ad set is archived with it.
  const isIn = (each: KnownObject): boolean =>
    each.level !== 'ad' || sets.has(holderIdOf(each) ?? '') || holderIdOf(each) === id
  return known.filter(isIn).toSorted((a, b) => Number(a.level === 'ad') - Number(b.level === 'ad'))
}

/** Objects as somebody is asked about them, in the order of their ids; those that are not known are missing. */
export const aboutObjects = async (needs: Needs, ids: readonly ObjectId[]): Promise<readonly AboutObject[]> => {
  const known = await knownObjects(needs.store, ids)
  const holders = await knownObjects(needs.store, [
    ...new Set([...known.values()].flatMap((each) => holderIdOf(each) ?? [])),
  ])
  return Promise.all(
    ids.flatMap((id) => {
      const found = known.get(id)
      if (!found) return []
      const { level, object, account } = found
      const holderId = holderIdOf(found)
      const about = async (): Promise<AboutObject> => {
        const under = level === 'ad' ? [] : await standingUnder(needs, id)
        return {
          level,
          id,
          name: object.name,
          accountId: account.id,
          accountName: account.name,
          currency: account.currency,
          status: object.status,
          holderId,
          holderName: (holderId === null ? undefined : holders.get(holderId)?.object.name) ?? null,
          hasBudget: 'budget' in object && object.budget !== null,
          objective: 'objective' in object ? object.objective : null,
          adSets: under.filter((each) => each.level === 'adset').length,
          ads: under.filter((each) => each.level === 'ad').length,
        }
      }
      return [about()]
    }),
  )
}

/** What can be in something of an account: campaigns for ad sets, ad sets for ads; neither archived nor deleted. */
export const possibleHolders = async (
  { store }: Pick<Needs, 'store'>,
  { accountId, level }: { readonly accountId: AccountId; readonly level: 'adset' | 'ad' },
): Promise<readonly Holdable[]> => {
  const ids = await store.objectIds({ accountId, level: HOLDER_LEVEL[level] ?? 'campaign', activeOnly: false })
  const found = [...(await knownObjects(store, ids)).values()].filter(({ object }) => isStanding(object.status))
  const above = await knownObjects(store, [...new Set(found.flatMap((each) => holderIdOf(each) ?? []))])
  return found.map((each) => ({
    id: each.object.id,
    name: each.object.name,
    within: above.get(holderIdOf(each) ?? '')?.object.name ?? null,
  }))
}

/** What an account has for new ad sets and ads. Throws AppError notFound, and what keeps Meta from being asked at all. */
export const choicesOf = async ({ store, graph }: Needs, accountId: AccountId): Promise<Choices> => {
  const account = (await store.accounts([])).find(({ id }) => id === accountId)
  if (!account) throw new AppError('notFound', { id: accountId })
  const options = { lane: 'person', accountId, limit: MOST_CHOICES } as const
  const [creatives, pixels, pages] = await Promise.all([
    graph.list(CREATIVES, accountId, options),
    graph.list(PIXELS, accountId, options),
    graph.list(PROMOTED_PAGES, accountId, options),
  ])
  if (creatives.failure && pixels.failure && pages.failure) throw creatives.failure
  const named = (items: readonly { readonly id: ObjectId; readonly name: string }[]) =>
    items.map(({ id, name }) => ({ id, name }))
  return { creatives: named(creatives.items), pixels: named(pixels.items), pages: named(pages.items) }
}
