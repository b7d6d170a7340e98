import type { Actor } from '../../../shared/domain/edits.ts'
import type { WorkspaceContext } from '../context.ts'

/** A person or an undo with who is signed in now, as the journal keeps it: whoever signs in later is another one. */
export const createSignedIn =
  ({ stored }: Pick<WorkspaceContext, 'stored'>) =>
  (actor: Actor): Actor => {
    if (actor.kind === 'strategy') return actor
    const { personId, personName } = stored()
    return {
      ...actor,
      ...(personId === undefined ? {} : { userId: personId }),
      ...(personName === null ? {} : { userName: personName }),
    }
  }
