import { PERSON } from '../person.ts'
import type { Token } from '../tokens.ts'
import type { Actor } from '../writes/tools.ts'

/** In whose name a token writes. */
export const actorOf = (who: Token): Actor => ({
  id: who.userId,
  name: who.kind === 'system' ? 'System user' : PERSON.name,
  byApp: true,
})
