import { MOST_KNOWN } from '../../../shared/domain/editable.ts'
import type { EditableObject } from '../../../shared/domain/editable.ts'
import { call } from '../../api.ts'
import type { TableQuestion } from './use-table.ts'

const MOST_KEYS = 100_000

/** In parts of so many as are answered at once; null: nobody waits for it any more. */
export const inParts = async <Key, Found>(
  keys: readonly Key[],
  ask: (part: readonly Key[]) => Promise<readonly Found[]>,
  goesOn: () => boolean,
): Promise<readonly Found[] | null> => {
  const found: Found[] = []
  for (let from = 0; from < keys.length; from += MOST_KNOWN) {
    found.push(...(await ask(keys.slice(from, from + MOST_KNOWN))))
    if (!goesOn()) return null
  }
  return found
}

/** As they were last read, with their past; those that are not there any more are left out. */
export const readKnown = (ids: readonly string[], goesOn: () => boolean): Promise<readonly EditableObject[] | null> =>
  inParts(ids, (objectIds) => call('edits.known', { objectIds }), goesOn)

/** The chosen objects in the order of the table; those that it does not show now come last. */
export const readChosen = async (
  asked: TableQuestion,
  chosen: ReadonlySet<string>,
  goesOn: () => boolean,
): Promise<readonly EditableObject[] | null> => {
  const keys = await call('table.keys', { ...asked, limit: MOST_KEYS })
  const inOrder = new Set([...keys.filter((key) => chosen.has(key)), ...chosen])
  return goesOn() ? readKnown([...inOrder], goesOn) : null
}
