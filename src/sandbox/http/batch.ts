import { distort, slowness } from '../faults.ts'
import { errorBody } from '../graph-error.ts'
import { bare } from './call-counter.ts'
import { paramsOf } from './request.ts'
import type { Api } from '../api.ts'
import type { Call, Reply } from '../calls/call.ts'
import type { Faults } from '../faults.ts'
import type { Params } from '../params.ts'
import type { CallCounter } from './call-counter.ts'

const MOST_ITEMS = 50

interface BatchItem {
  readonly method?: unknown
  readonly relative_url?: unknown
  readonly body?: unknown
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** Many calls in one request, one after another. Null: the whole connection is to be cut. */
export type Batch = (params: Params, token: string | null, origin: string) => Promise<readonly unknown[] | Reply | null>

export const createBatch =
  ({
    api,
    faults,
    counter,
    traceId,
  }: {
    readonly api: Api
    readonly faults: Faults
    readonly counter: CallCounter
    readonly traceId: () => string
  }): Batch =>
  async (params, token, origin) => {
    const fail = (message: string): Reply => ({
      status: 400,
      body: errorBody({ status: 400, code: 100, message: `(#100) ${message}` }, traceId()),
      headers: {},
    })
    let items: unknown
    try {
      items = JSON.parse(params['batch'] ?? '')
    } catch {
      return fail('Param batch must be an array.')
    }
    if (!Array.isArray(items)) return fail('Param batch must be an array.')
    if (items.length > MOST_ITEMS)
      return fail(`Too many requests in batch message. Maximum batch size is ${MOST_ITEMS}`)
    if (token === null)
      return {
        ...fail(''),
        body: errorBody(
          {
            status: 400,
            code: 2500,
            message: 'An active access token must be used to query information about the current user.',
          },
          traceId(),
        ),
      }
    const answers: unknown[] = []
    for (const item of items as BatchItem[]) {
      const method = textOr(item?.method, 'GET').toUpperCase() as Call['method']
      const relative = new URL(textOr(item?.relative_url, ''), 'http://batch/')
      const path = relative.pathname.slice(1)
      const own = {
        ...Object.fromEntries(relative.searchParams),
        ...paramsOf(textOr(item?.body, ''), 'form'),
      }
      counter.call(method, path)
      const fault = faults.take(method, bare(path))
      if (fault?.kind === 'drop') return null
      await slowness(fault)
      const { access_token: itemToken, ...rest } = own
      const proof = params['appsecret_proof']
      const reply = api.answer({
        method,
        path,
        params: { ...(proof === undefined || itemToken !== undefined ? {} : { appsecret_proof: proof }), ...rest },
        token: itemToken ?? token,
        origin,
      })
      if (fault?.kind === 'dropAfterApply') return null
      if (fault?.kind === 'nullBatchItem') {
        answers.push(null)
        continue
      }
      const sent = distort(fault, reply)
      const headers = Object.entries({ 'content-type': sent.type, ...reply.headers }).map(([name, value]) => ({
        name,
        value,
      }))
      answers.push({
        code: sent.status,
        ...(params['include_headers'] === 'false' ? {} : { headers }),
        body: sent.text,
      })
    }
    return answers
  }
