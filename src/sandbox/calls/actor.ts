import { COLLEAGUE, PERSON } from '../person.ts'
import type { Token } from '../tokens.ts'
import type { Actor } from '../writes/tools.ts'

/** In whose name a token writes. */
export const actorOf = (who: Token): Actor => ({
  id: who.userId,
  name: who.kind === 'system' ? 'System user' : personOf(who).name,
  byApp: true,
})

/** Whose token it is. */
export const personOf = (who: Token): { readonly id: string; readonly name: string } =>
  who.userId === COLLEAGUE.id ? COLLEAGUE : PERSON
