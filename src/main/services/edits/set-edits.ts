import type { Edit, EditState } from '../../../shared/domain/edits.ts'
import type { Store } from '../../db/store.ts'

const PAGE = 1000

/** All of a set in these states, in the order in which they were made. */
export const allOfSet = async (
  store: Pick<Store, 'setFrom'>,
  setId: string,
  states: readonly EditState[],
): Promise<readonly Edit[]> => {
  const all: Edit[] = []
  for (let after: number | null = 0; after !== null;) {
    const { edits, next } = await store.setFrom({ setId, states, after, limit: PAGE })
    all.push(...edits)
    after = next
  }
  return all
}
