import { errorBody } from '../graph-error.ts'
import { referencesIn, resolved } from './batch-references.ts'
import { bare } from './call-counter.ts'
import { paramsOf } from './request.ts'
import type { Api } from '../api.ts'
import type { Call, Reply } from '../calls/call.ts'
import type { Meet } from '../faults/meet.ts'
import type { Account } from '../model.ts'
import type { Params } from '../params.ts'
import type { CallCounter } from './call-counter.ts'

const MOST_ITEMS = 50
const METHODS: readonly string[] = ['GET', 'POST', 'DELETE']

interface BatchItem {
  readonly method?: unknown
  readonly relative_url?: unknown
  readonly body?: unknown
  readonly name?: unknown
  readonly depends_on?: unknown
  readonly omit_response_on_success?: unknown
  readonly attached_files?: unknown
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)
const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value.map(String) : textOr(value, '').split(',')).filter((name) => name !== '')

/** Many calls in one request. `token` is what items without one of their own use; `version` likewise. */
interface BatchRequest {
  readonly params: Params
  readonly token: string | null
  readonly version: string
  readonly origin: string
}

/** The answers in order, or the connection as an item left it. */
type BatchDone =
  | { readonly reply: Reply; readonly cut: boolean; readonly accounts: ReadonlySet<Account> }
  | { readonly kind: 'drop' | 'hang' }

export type Batch = (request: BatchRequest) => Promise<BatchDone>

/** Answers one after another, those that others depend on before them. */
export const createBatch =
  ({
    api,
    meet,
    counter,
    traceId,
  }: {
    readonly api: Api
    readonly meet: Meet
    readonly counter: CallCounter
    readonly traceId: () => string
  }): Batch =>
  async ({ params, token, version, origin }) => {
    const accounts = new Set<Account>()
    const done = (status: number, body: unknown, cut = false): BatchDone => ({
      reply: { status, body, headers: {} },
      cut,
      accounts,
    })
    const error = (message: string, code = 100): unknown =>
      errorBody({ status: 400, code, message: code === 100 ? `(#100) ${message}` : message }, traceId())

    let items: unknown
    try {
      items = JSON.parse(params['batch'] ?? '')
    } catch {
      return done(400, error('Param batch must be an array.'))
    }
    if (!Array.isArray(items)) return done(400, error('Param batch must be an array.'))
    if (items.length > MOST_ITEMS)
      return done(400, error(`Too many requests in batch message. Maximum batch size is ${MOST_ITEMS}`))
    if (token === null)
      return done(400, error('An active access token must be used to query information about the current user.', 2500))

    const list = (items as (BatchItem | null)[]).map((item) => item ?? {})
    const needs = list.map((item) => [
      ...referencesIn(textOr(item.relative_url, '')),
      ...referencesIn(textOr(item.body, '')),
      ...listOf(item.depends_on),
    ])
    const byName = new Map(
      list.flatMap(({ name }, index) => (typeof name === 'string' ? [[name, index] as const] : [])),
    )
    const answers: unknown[] = list.map(() => null)
    /** Bodies of items that went well. */
    const bodies = new Map<number, unknown>()
    const begun = new Set<number>()
    const withHeaders = params['include_headers'] !== 'false'
    let cut = false

    const refused = (message: string): unknown => ({
      code: 400,
      ...(withHeaders ? { headers: [] } : {}),
      body: JSON.stringify(error(message)),
    })

    const callOf = (item: BatchItem): Call => {
      const fill = (value: unknown): string => resolved(textOr(value, ''), (name) => bodies.get(byName.get(name) ?? -1))
      const relative = new URL(fill(item.relative_url).replace(/^\/+/, ''), 'http://batch/')
      const path = relative.pathname.slice(1)
      const { access_token: itemToken, ...own }: Record<string, string> = {
        ...Object.fromEntries(relative.searchParams),
        ...paramsOf(fill(item.body), 'form'),
      }
      for (const file of listOf(item.attached_files)) own[file] ??= params[file] ?? ''
      const proof = params['appsecret_proof']
      return {
        method: textOr(item.method, 'GET').toUpperCase() as Call['method'],
        path: /^v\d+\.\d+(\/|$)/.test(path) ? path : `${version}/${path}`,
        params: { ...(proof === undefined || itemToken !== undefined ? {} : { appsecret_proof: proof }), ...own },
        token: itemToken ?? token,
        origin,
      }
    }

    /** What ends the whole connection, or null. */
    const run = async (index: number): Promise<'drop' | 'hang' | null> => {
      if (begun.has(index)) return null
      begun.add(index)
      const item = list[index] ?? {}
      const before = needs[index]?.map((name) => byName.get(name)) ?? []
      for (const other of before) {
        const end = other === undefined ? null : await run(other)
        if (end) return end
      }
      if (before.includes(undefined) || before.includes(index)) {
        answers[index] = refused('The batch refers to an item that it does not have.')
        return null
      }
      // What an item that failed was to give is not there: this one is not carried out and stays null.
      if (before.some((other) => other !== undefined && !bodies.has(other))) return null
      const call = callOf(item)
      if (!METHODS.includes(call.method)) {
        answers[index] = refused('Unsupported method')
        return null
      }
      const account = api.accountOf(call)
      if (account) accounts.add(account)
      let status = 0
      let body: unknown
      const met = await meet({
        place: 'item',
        method: call.method,
        path: bare(call.path),
        call,
        arrived: () => counter.call(call.method, call.path),
        headers: () => api.headers(call),
        run: (real) => {
          const reply = api.answer(real ?? call)
          status = reply.status
          body = reply.body
          return { reply }
        },
      })
      if (met.kind === 'none') return null
      if (met.kind !== 'sent') return met.kind
      cut ||= met.cut
      if (status === 200 && met.sent.status === 200) bodies.set(index, body)
      answers[index] = {
        code: met.sent.status,
        ...(withHeaders ? { headers: Object.entries(met.sent.headers).map(([name, value]) => ({ name, value })) } : {}),
        body: met.sent.text,
      }
      return null
    }

    for (const index of list.keys()) {
      const end = await run(index)
      if (end) return { kind: end }
    }
    // What only served others is left out, unless it was asked for.
    for (const [index, { name, omit_response_on_success: omit }] of list.entries()) {
      if (typeof name !== 'string' || !bodies.has(index)) continue
      const served = needs.some((names) => names.includes(name))
      if (omit === undefined ? served : omit === true || omit === 'true') answers[index] = null
    }
    return done(200, answers, cut)
  }
