import type { AboutObject, Creation, Holdable } from '../../../shared/domain/creation.ts'
import { HOLDER_LEVEL, holderEditOf, holderOf, isCreating } from '../../../shared/domain/creation.ts'
import { DRAFT_STATES, isStanding } from '../../../shared/domain/edits.ts'
import type { AccountId, Ad, AdSet, Budget, Campaign, Level, ObjectId } from '../../../shared/domain/objects.ts'
import type { WorkspaceContext } from '../context.ts'
import { knownObjects } from './check.ts'
import type { KnownObject } from './check.ts'

type Needs = Pick<WorkspaceContext, 'store'>

/** Objects that are looked at under one. */
const MOST_UNDER = 10_000
/** Drafts looked at for something new, the newest. */
const MOST_DRAFTS = 200

export const holderIdOf = ({ level, object }: Pick<KnownObject, 'level' | 'object'>): ObjectId | null =>
  level === 'ad' && 'adSetId' in object ? object.adSetId : 'campaignId' in object ? object.campaignId : null

/** What of a campaign is asked for what is to be in it. */
const setAs = (
  of: Campaign | AdSet | Ad | Creation | undefined,
): { readonly objective: string | null; readonly budget: Budget | null } => ({
  objective: of && 'objective' in of ? of.objective : null,
  budget: of && 'budget' in of ? of.budget : null,
})

/** What is under an object and neither archived nor deleted, ad sets before ads. */
export const standingUnder = async ({ store }: Needs, id: ObjectId): Promise<readonly KnownObject[]> => {
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

/** What is to be made at a level of an account and is still a draft. */
const draftsOf = async ({ store }: Needs, level: Level, accountId: AccountId): Promise<readonly Holdable[]> => {
  const drafts = (await store.toBeMade(level, [accountId], MOST_DRAFTS))
    .filter(isCreating)
    .filter(({ state }) => DRAFT_STATES.includes(state))
  const creations = drafts.map(({ change }) => change.after)
  const known = await knownObjects(
    store,
    creations.flatMap((creation) => {
      const holder = holderOf(creation)
      return [
        ...(creation.kind === 'copy' ? [creation.sourceId] : []),
        ...(holder && 'id' in holder ? [holder.id] : []),
      ]
    }),
  )
  const above = new Map(
    (await store.editsById(drafts.flatMap((edit) => holderEditOf(edit) ?? []))).map(({ id, objectName }) => [
      id,
      objectName,
    ]),
  )
  // Those that wait, as a set with a draft does.
  const sets = new Map((await store.changeSets(0)).map(({ id, name }) => [id, name]))
  return drafts.map(({ id, setId, change: { after } }): Holdable => {
    const holder = holderOf(after)
    const within =
      holder === null ? undefined : 'id' in holder ? known.get(holder.id)?.object.name : above.get(holder.editId)
    const { objective, budget } = after.kind === 'copy' ? setAs(known.get(after.sourceId)?.object) : setAs(after)
    return {
      id,
      name: after.name,
      within: within ?? null,
      draftIn: { id: setId ?? '', name: sets.get(setId ?? '') ?? '' },
      objective,
      hasBudget: budget !== null,
    }
  })
}

/** What can be in something of an account: campaigns for ad sets, ad sets for ads; neither archived nor deleted. Drafts come first. */
export const possibleHolders = async (
  { store }: Needs,
  { accountId, level }: { readonly accountId: AccountId; readonly level: 'adset' | 'ad' },
): Promise<readonly Holdable[]> => {
  const holderLevel = HOLDER_LEVEL[level] ?? 'campaign'
  const ids = await store.objectIds({ accountId, level: holderLevel, activeOnly: false })
  const found = [...(await knownObjects(store, ids)).values()].filter(({ object }) => isStanding(object.status))
  const above = await knownObjects(store, [...new Set(found.flatMap((each) => holderIdOf(each) ?? []))])
  const drafts = await draftsOf({ store }, holderLevel, accountId)
  const there = found.map((each): Holdable => {
    const { objective, budget } = setAs(each.object)
    return {
      id: each.object.id,
      name: each.object.name,
      within: above.get(holderIdOf(each) ?? '')?.object.name ?? null,
      draftIn: null,
      objective,
      hasBudget: budget !== null,
    }
  })
  return [...drafts, ...there]
}
