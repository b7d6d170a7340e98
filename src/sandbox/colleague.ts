import { hidden } from './graph-error.ts'
import { COLLEAGUE } from './person.ts'
import { createFinding } from './library.ts'
import type { FindThing, Library } from './library.ts'
import type { Params } from './params.ts'
import type { World } from './world.ts'
import type { Writes } from './writes.ts'

/**
 * Somebody else who works in the same accounts, in Meta's own pages: the same rules hold, and it all appears in the
 * activities. Everything throws GraphError where Meta would refuse.
 */
export interface Colleague {
  /** Of an account, campaign, ad set, ad, creative, audience or rule. */
  change(id: string, params: Params): void
  remove(id: string): void
  /** The new one's id. `edge`: `campaigns`, `adsets`, `ads`, `adcreatives`, `customaudiences`, `adrules_library`. */
  create(account: string, edge: string, params: Params): string
  /** Meta's answer. */
  copy(id: string, params: Params): unknown
}

export const createColleague = ({
  world,
  library,
  writes,
  save,
}: {
  readonly world: World
  readonly library: Library
  readonly writes: Writes
  readonly save: () => void
}): Colleague => {
  const actor = { ...COLLEAGUE, byApp: false }
  const lookUp = createFinding(world, library)
  const find = (id: string): NonNullable<ReturnType<FindThing>> => {
    const found = lookUp(id)
    if (!found) throw hidden(id, 'POST')
    return found
  }
  const saved = <T>(act: () => T): T => {
    const done = act()
    save()
    return done
  }
  return {
    change: (id, params) => saved(() => writes.update(find(id), params, actor)),
    remove: (id) =>
      saved(() => {
        const thing = find(id)
        if (thing.level === 'account') throw hidden(id, 'DELETE')
        writes.remove(thing, actor)
      }),
    create: (id, edge, params) =>
      saved(() => {
        const account = find(id)
        if (account.level !== 'account' || !writes.creates(edge)) throw hidden(id, 'POST')
        return writes.create(account, edge, params, actor) ?? ''
      }),
    copy: (id, params) =>
      saved(() => {
        const source = find(id)
        if ('values' in source || source.level === 'account') throw hidden(id, 'POST')
        return writes.copy(source, params, actor)
      }),
  }
}
