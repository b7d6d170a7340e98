import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Vault } from '../../ports.ts'
import type { Health } from '../../../shared/domain/connection.ts'

export interface HealthService {
  get(): Promise<Health>
  /** Deletes what Meta can send again; the next sync brings it back. */
  clearCache(): Promise<void>
}

export const createHealth = ({
  context,
  link,
  vault,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly vault: Vault
}): HealthService => {
  const { store, graph, emit } = context
  return {
    get: async () => {
      const [keychain, runs, database] = await Promise.all([vault.state(), store.syncRuns(50), store.facts()])
      return {
        token: link.token(),
        keychain,
        limits: graph.limits(),
        lastSync: runs.find(({ kind }) => kind === 'sync') ?? null,
        database,
        graphVersion: context.stored().graphVersion,
        metaHost: new URL(context.stored().graphUrl).host,
      }
    },
    clearCache: async () => {
      await store.clearCache()
      emit('accounts.changed', null)
      emit('figures.changed', null)
      emit('status.changed', null)
    },
  }
}
