import type { Account } from '../model.ts'
import type { Figures } from '../figures.ts'
import type { Library } from '../library.ts'
import type { Live, Made, State } from '../state.ts'
import type { Values } from '../values.ts'
import type { World } from '../world.ts'

/** Who writes. */
export interface Actor {
  readonly id: string
  readonly name: string
  /** False: in Meta's own pages, not through this app. */
  readonly byApp: boolean
}

/** What all writes share, in the name of one actor. */
export interface Tools {
  readonly world: World
  readonly state: State
  readonly live: Live
  readonly values: Values
  readonly library: Library
  readonly figures: Figures
  readonly now: () => number
  /** A field of an object changes. */
  record(object: string, field: string, before: string | null, after: string | null): void
  /** Something new stands from now on; its id. */
  make(made: Pick<Made, 'kind' | 'account' | 'parent' | 'values'>): string
  /**
   * The id of the creative that an ad's `creative` names or describes; one that is described is made, or found when it
   * stands already. Throws GraphError. With `validateOnly` none is made, and the id of a new one is empty.
   */
  creativeFor(account: Account, text: string, validateOnly: boolean): string
}
