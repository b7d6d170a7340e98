import { lengthen } from './renewal.ts'
import { createStates } from './states.ts'
import { demoAddresses, secretsOf } from '../workspaces/index.ts'
import type { Graph } from '../../meta/graph.ts'
import { dialogUrl, exchangeCode, readRedirect } from '../../meta/oauth.ts'
import type { AppIdentity } from '../../meta/oauth.ts'
import type { Secrets } from '../../meta/signer.ts'
import type { Ports, StoredWorkspace } from '../../ports.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { SignInResult } from '../../../shared/contract/sign-in.ts'
import { DEFAULT_ALERT_RULES } from '../../../shared/domain/alerts.ts'
import { SCOPES } from '../../../shared/domain/connection.ts'
import type { TokenState } from '../../../shared/domain/connection.ts'
import { AppError } from '../../../shared/errors.ts'

export { createRenewal } from './renewal.ts'
export { createTokenKeeper } from './token-keeper.ts'

/** Meta's own page for programs without a server: its address carries the answer. */
const REDIRECT_PATH = '/connect/login_success.html'

export interface SignIn {
  demo(): Promise<SignInResult>
  meta(input: Checked<'signIn.meta'>): Promise<SignInResult>
  pasteToken(input: Checked<'signIn.pasteToken'>): Promise<SignInResult>
  again(input: Checked<'signIn.again'>): Promise<SignInResult>
  cancel(): void
}

/** What the sign-in asks of the rest of the core. */
export interface SignInNeeds {
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'http' | 'vault' | 'signInWindow' | 'meta' | 'demoApp' | 'log'>
  readonly graphFor: (target: Target, secrets: Secrets) => Graph
  readonly startDemo: (id: string, url: string | null, speed: number) => Promise<string>
  /** Takes a demo that was never signed in to away again. */
  readonly dropDemo: (id: string) => Promise<void>
  readonly findDemo: () => StoredWorkspace | null
  readonly stored: (id: string) => StoredWorkspace
  /**
   * A workspace of the same person and app that is signed out, or one of the person that was not set up to its end: it is
   * signed in again instead of having a twin.
   */
  readonly findToRevive: (personName: string, appId: string | null) => StoredWorkspace | null
  /** The token is in the keychain: opens, adds or revives the workspace and reads its accounts. */
  readonly signedIn: (stored: StoredWorkspace, isNew: boolean, token: TokenState) => Promise<void>
}

type Target = Pick<
  StoredWorkspace,
  'kind' | 'graphUrl' | 'dialogUrl' | 'ratesUrl' | 'graphVersion' | 'appId' | 'configId' | 'signInBy'
>

interface Candidate {
  readonly token: string
  readonly appSecret: string | null
}

const identityOf = ({ graphUrl, graphVersion, appId }: Target, appSecret: string | null): AppIdentity | null =>
  appId === null || appSecret === null ? null : { baseUrl: graphUrl, version: graphVersion, appId, appSecret }

export const createSignIn = (needs: SignInNeeds): SignIn => {
  const { clock, ids, http, vault, signInWindow, meta, demoApp, log } = needs.ports
  const { graphVersion } = meta
  const metaTarget = {
    kind: 'meta',
    graphUrl: meta.graphUrl,
    dialogUrl: meta.dialogUrl,
    ratesUrl: meta.ratesUrl,
    graphVersion,
  } as const
  const states = createStates({ clock, ids })
  let busy = false
  let cancelled = false

  const goOn = (): void => {
    if (cancelled) throw new AppError('signInCancelled')
  }

  /** One sign-in at a time, and none that could not keep its token. */
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy) throw new AppError('signInBusy')
    busy = true
    cancelled = false
    try {
      if ((await vault.state()) === 'missing') throw new AppError('keychainMissing')
      return await work()
    } finally {
      busy = false
    }
  }

  /** Through the dialog to a token: short-lived without the app's secret, long-lived with it. */
  const askPerson = async (target: Target, appSecret: string | null, rerequest: boolean): Promise<Candidate> => {
    if (target.appId === null) throw new AppError('signInFailed')
    const identity = identityOf(target, appSecret)
    const origin = new URL(target.dialogUrl).origin
    const redirect = `${origin}${REDIRECT_PATH}`
    const state = states.issue()
    const url = dialogUrl({
      dialogUrl: target.dialogUrl,
      version: target.graphVersion,
      appId: target.appId,
      redirect,
      state,
      scopes: SCOPES,
      configId: target.configId,
      rerequest,
      flow: identity ? 'code' : 'token',
    })
    const origins = target.kind === 'demo' ? [origin] : [...new Set([origin, ...meta.loginOrigins])]
    const end = await signInWindow.open({ url, origins, redirect, title: target.kind === 'demo' ? 'Demo' : 'Meta' })
    if (end.kind === 'closed') throw new AppError('signInCancelled')
    if (end.kind === 'failed') throw new AppError('signInNetwork')
    const answer = readRedirect(end.url)
    // Before anything else in the answer is believed.
    states.consume(answer.state)
    goOn()
    switch (answer.kind) {
      case 'denied':
        throw new AppError('signInDenied')
      case 'failed':
        throw new AppError('signInFailed', { message: answer.message })
      case 'nothing':
        throw new AppError('codeMissing')
      case 'token':
        return {
          token: identity ? await lengthen(http, identity, answer.token, log) : answer.token,
          appSecret,
        }
      case 'code': {
        if (!identity) throw new AppError('codeMissing')
        const short = await exchangeCode(http, identity, { code: answer.code, redirect })
        return { token: await lengthen(http, identity, short.token, log), appSecret }
      }
    }
  }

  const secretsFor = ({ token, appSecret }: Candidate): Secrets => ({
    token: () => Promise.resolve(token),
    appSecret: () => Promise.resolve(appSecret),
  })

  const checked = async (graph: Graph): Promise<TokenState> => {
    const state = await graph.tokenState({ lane: 'person' })
    if (state.status === 'valid') return state
    if (state.failure) throw new AppError(state.failure.code, state.failure.data)
    throw new AppError(state.status === 'expired' ? 'tokenExpired' : 'tokenInvalid')
  }

  /** Everything about the token is known before the first thing is kept, so a failure leaves nothing half-made. */
  const settle = async (
    target: Target,
    candidate: Candidate,
    given: StoredWorkspace | { readonly newId: string },
  ): Promise<SignInResult> => {
    const graph = needs.graphFor(target, secretsFor(candidate))
    const token = await checked(graph)
    const person = await graph.me({ lane: 'person' })
    goOn()
    const revived = 'newId' in given ? needs.findToRevive(person.name, target.appId) : given
    // Its version may have been set by hand.
    const existing = revived && { ...revived, ...target, graphVersion: revived.graphVersion }
    const stored: StoredWorkspace = existing
      ? {
          ...existing,
          personName: person.name,
          personId: person.id,
          setup: existing.setup === 'signIn' ? 'accounts' : existing.setup,
        }
      : {
          ...target,
          id: 'newId' in given ? given.newId : given.id,
          name: target.kind === 'demo' ? 'Demo' : person.name,
          setup: 'accounts',
          personName: person.name,
          personId: person.id,
          alertRules: DEFAULT_ALERT_RULES,
          pollingPaused: false,
          backfillPaused: false,
          demo: target.kind === 'demo' ? { online: true, speed: 1 } : null,
        }
    const secrets = secretsOf(vault, stored.id)
    const former = { token: await secrets.token(), appSecret: await secrets.appSecret() }
    await secrets.keep(candidate)
    try {
      await needs.signedIn(stored, !existing, token)
    } catch (error) {
      if (former.token === null) await secrets.forget()
      else await secrets.keep({ token: former.token, appSecret: former.appSecret })
      throw error
    }
    log.write('info', 'signed in', { workspace: stored.id, kind: token.kind, missing: token.missing.length })
    return {
      workspaceId: stored.id,
      personName: person.name,
      missing: token.missing,
      longLived: token.kind !== 'shortLived',
    }
  }

  /** A pasted token that lives an hour or two becomes a long-lived one where the app's secret is known. */
  const lengthened = async (target: Target, candidate: Candidate): Promise<Candidate> => {
    const identity = identityOf(target, candidate.appSecret)
    if (!identity) return candidate
    const { kind } = await checked(needs.graphFor(target, secretsFor(candidate)))
    goOn()
    if (kind !== 'shortLived') return candidate
    return { ...candidate, token: await lengthen(http, identity, candidate.token, log) }
  }

  const targetOf = (stored: StoredWorkspace): Target => {
    const { kind, graphUrl, dialogUrl: dialog, ratesUrl, graphVersion: version, appId, configId, signInBy } = stored
    return { kind, graphUrl, dialogUrl: dialog, ratesUrl, graphVersion: version, appId, configId, signInBy }
  }

  const again = async (stored: StoredWorkspace, rerequest: boolean): Promise<SignInResult> => {
    let target = targetOf(stored)
    let appSecret = await secretsOf(vault, stored.id).appSecret()
    if (stored.demo) {
      const url = await needs.startDemo(stored.id, stored.graphUrl, stored.demo.speed)
      target = { ...target, ...demoAddresses(url) }
      // The sandbox's own secret is no secret: after a disconnect it is known again.
      appSecret = demoApp.secret
    }
    const candidate = await askPerson(target, appSecret, rerequest)
    const demo = stored.demo ? { ...stored.demo, online: true } : null
    return settle(target, candidate, { ...stored, ...target, demo })
  }

  return {
    demo: () =>
      alone(async () => {
        const known = needs.findDemo()
        if (known) return again(known, false)
        const newId = ids.random()
        const url = await needs.startDemo(newId, null, 1)
        const target: Target = {
          kind: 'demo',
          ...demoAddresses(url),
          graphVersion,
          appId: demoApp.id,
          configId: null,
          signInBy: 'dialog',
        }
        try {
          return await settle(target, await askPerson(target, demoApp.secret, false), { newId })
        } catch (error) {
          await needs.dropDemo(newId)
          throw error
        }
      }),
    meta: ({ appId, appSecret, configId }) =>
      alone(async () => {
        const target: Target = { ...metaTarget, appId, configId: configId ?? null, signInBy: 'dialog' }
        return settle(target, await askPerson(target, appSecret ?? null, false), { newId: ids.random() })
      }),
    pasteToken: ({ token, appId, appSecret, workspaceId }) =>
      alone(async () => {
        const stored = workspaceId === undefined ? null : needs.stored(workspaceId)
        if (stored?.kind === 'demo') throw new AppError('badInput')
        const former = stored ? targetOf(stored) : { ...metaTarget, appId: null, configId: null }
        const target: Target = { ...former, appId: appId ?? former.appId, signInBy: 'token' }
        // A secret belongs to its app: that of another one is of no use.
        const kept = stored && stored.appId === target.appId ? await secretsOf(vault, stored.id).appSecret() : null
        const candidate = await lengthened(target, { token, appSecret: appSecret ?? kept })
        return settle(target, candidate, stored ?? { newId: ids.random() })
      }),
    again: ({ workspaceId, rerequest }) => alone(() => again(needs.stored(workspaceId), rerequest)),
    cancel: () => {
      if (!busy) return
      cancelled = true
      signInWindow.close()
    },
  }
}
