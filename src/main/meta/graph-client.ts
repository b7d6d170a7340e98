import { AppError } from '../../shared/errors.ts'
import type { Clock, Http, Ids, Log } from '../ports.ts'
import { createAccounts } from './accounts.ts'
import { createCheckCreation, createCreate } from './create.ts'
import { createGet } from './get.ts'
import type { Graph, ReportBook } from './graph.ts'
import { createLeftFields } from './left-fields.ts'
import { createLimiter } from './limiter.ts'
import { createList } from './list.ts'
import { createMany } from './many.ts'
import { USER } from './nodes/user.ts'
import { createReader } from './read.ts'
import { createMemoryBook } from './read/reports.ts'
import { createRequester } from './request.ts'
import { createSigner } from './signer.ts'
import type { Secrets } from './signer.ts'
import { createTokenState } from './token.ts'
import { success } from './wire.ts'
import { createWrite } from './write.ts'

export interface GraphNeeds {
  readonly http: Http
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly secrets: Secrets
  /** `https://graph.facebook.com`, or the sandbox's address. */
  readonly baseUrl: string
  /** `v26.0` */
  readonly version: string
  readonly appId: string | null
  /** Where reports under way are kept; without it they are forgotten with the program. */
  readonly reports?: ReportBook
}

/** The only way to Meta. Every call goes through one limiter and one signer. */
export const createGraph = ({
  http,
  clock,
  ids,
  log,
  secrets,
  baseUrl,
  version,
  appId,
  reports,
}: GraphNeeds): Graph => {
  const signer = createSigner({ secrets, appId })
  const limiter = createLimiter({ clock })
  const requester = createRequester({ http, clock, ids, log, signer, limiter, baseUrl, version })
  const leftFields = createLeftFields({ clock })
  const list = createList({ requester, leftFields, clock, ids })
  const get = createGet({ requester, leftFields, clock, ids })
  const many = createMany({ requester, leftFields, clock, ids, limiter, list })

  return {
    list,
    get,
    many,
    accounts: createAccounts({ list, many }),
    tokenState: createTokenState({ requester, signer, appId }),
    read: createReader({ requester, limiter, clock, ids, book: reports ?? createMemoryBook() }),
    write: createWrite({ requester }),
    editAt: limiter.editAt,
    writeAt: limiter.writeAt,
    create: createCreate({ requester }),
    checkCreation: createCheckCreation({ requester }),
    limits: limiter.readings,
    headroom: limiter.headroom,
    counters: requester.counters,
    versionWarning: requester.versionWarning,
    now: requester.now,

    async me(options) {
      const found = await get(USER, 'me', options)
      if (found === null) throw new AppError('accountHidden', { id: 'me' })
      return found
    },

    async revoke(options) {
      const said = await requester.read({ ...options, method: 'DELETE', path: 'me/permissions', params: {} }, success)
      if (said.success === false) throw new AppError('metaRejected', { message: '' })
    },
  }
}
