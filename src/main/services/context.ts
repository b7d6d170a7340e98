import type { AccountRange, Store } from '../db/store.ts'
import type { Graph, Sink } from '../meta/graph.ts'
import type { Clock, Emit, Ids, Log, StoredWorkspace } from '../ports.ts'
import type { Preferences } from '../../shared/domain/connection.ts'
import type { Period } from '../../shared/domain/periods.ts'
import type { AdAccount } from '../../shared/domain/objects.ts'

/** What every service of one workspace stands on. */
export interface WorkspaceContext {
  readonly id: string
  readonly store: Store
  readonly sink: Sink
  readonly graph: Graph
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly emit: Emit
  stored(): StoredWorkspace
  preferences(): Preferences
  /** Changes the stored workspace and says `app.changed`. */
  update(patch: Partial<Omit<StoredWorkspace, 'id'>>): void
  watched(): Promise<readonly AdAccount[]>
  /** Each watched account's days for a period, by its own midnight and Meta's clock. */
  ranges(period: Period): Promise<readonly AccountRange[]>
}
