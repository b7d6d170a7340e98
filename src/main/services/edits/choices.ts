import type { Choice, Choices } from '../../../shared/domain/creation.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'
import { CREATIVES } from '../../meta/nodes/creative.ts'
import { PROMOTED_PAGES } from '../../meta/nodes/page.ts'
import { PIXELS } from '../../meta/nodes/pixel.ts'
import type { WorkspaceContext } from '../context.ts'

/** What an account has for new ad sets and ads: what Meta says now or, where it cannot be asked, what it last said. */

type Needs = Pick<WorkspaceContext, 'store' | 'graph' | 'clock'>

/** As many as somebody looks through. */
const MOST_CHOICES = 200

const named = (items: readonly Choice[]): readonly Choice[] => items.map(({ id, name }) => ({ id, name }))

/** Null: nothing was read before. */
const lastChoices = async ({ store }: Needs, accountId: AccountId): Promise<Choices | null> => {
  const read = async (kind: 'creative' | 'pixel' | 'page'): Promise<readonly Choice[]> =>
    (await store.documents({ kind, accountId }))
      .slice(0, MOST_CHOICES)
      .map(({ id, doc }) => ({ id, name: typeof doc['name'] === 'string' ? doc['name'] : id }))
  const [creatives, pixels, pages] = await Promise.all([read('creative'), read('pixel'), read('page')])
  const ages = (await store.kindAges([accountId])).flatMap(({ kind, fetchedAt }) =>
    fetchedAt !== null && (kind === 'creatives' || kind === 'pixels' || kind === 'pages') ? [fetchedAt] : [],
  )
  return ages.length === 0 ? null : { creatives, pixels, pages, lastReadAt: Math.min(...ages) }
}

/** Throws AppError notFound, and what keeps Meta from being asked where nothing was read before. */
export const choicesOf = async (needs: Needs, accountId: AccountId): Promise<Choices> => {
  const { store, graph, clock } = needs
  if (!(await store.accounts([])).some(({ id }) => id === accountId)) throw new AppError('notFound', { id: accountId })
  const options = { lane: 'person', accountId, limit: MOST_CHOICES } as const
  const [creatives, pixels, pages] = await Promise.all([
    graph.list(CREATIVES, accountId, options),
    graph.list(PIXELS, accountId, options),
    graph.list(PROMOTED_PAGES, accountId, options),
  ])
  if (creatives.failure && pixels.failure && pages.failure) {
    const last = await lastChoices(needs, accountId)
    if (last === null) throw creatives.failure
    return last
  }
  // Creatives are kept whole, by the lists.
  for (const [kind, { items, failure }] of [['pixel', pixels] as const, ['page', pages] as const]) {
    if (failure) continue
    const list = items.map(({ id, name }) => ({ id, doc: { id, name } }))
    await store.saveDocuments({ accountId, kind, list, at: clock.now(), complete: true })
  }
  return {
    creatives: named(creatives.items),
    pixels: named(pixels.items),
    pages: named(pages.items),
    lastReadAt: null,
  }
}
