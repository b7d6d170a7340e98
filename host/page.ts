import { readFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { fromChromium, toChromium } from './addresses.ts'
import { BINDING, WORLD, inMainWorld, inPreloadWorld, makeBridgeEnd, makeWire } from './in-page.ts'
import { createInterceptor } from './intercept.ts'
import type { CdpSession } from './cdp.ts'
import type { Chromium } from './chromium.ts'
import type { Paused } from './intercept.ts'
import type { Session } from './session.ts'

/** Of a call: its value as text. */
export type PageAnswer = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string }

/** What a page tells its WebContents. Addresses are the application's own (`app://`), never Chromium's. */
export interface PageEvents {
  /** The page itself (not loadURL) wants to go to `url`; false stops it. */
  mayNavigate(url: string): boolean
  mayRedirect(url: string): boolean
  navigated(url: string): void
  navigatedInPage(url: string): void
  failed(description: string, url: string): void
  domReady(): void
  loaded(): void
  titled(title: string): void
  /** A popup was asked for; it is closed before it loads anything. */
  popup(url: string): void
  message(message: { id?: number; channel: string; args: unknown[] }, reply: (answer: PageAnswer) => void): void
  crashed(): void
  /** Closed by the person or by Chromium's end, not by `close()`. */
  gone(): void
}

export interface Page {
  readonly targetId: string
  readonly cdp: CdpSession
  navigate(url: string): Promise<void>
  send(channel: string, args: readonly unknown[]): void
  close(): Promise<void>
}

const wire = makeWire(null)

/** The preload and the two ends of contextBridge as scripts that run before any of the page. */
const bridgeScripts = (preloadPath: string): { main: string; preload: string } => {
  const names = { mine: randomBytes(16).toString('hex'), theirs: randomBytes(16).toString('hex'), binding: BINDING }
  const shared = `(${makeWire}), (${makeBridgeEnd})`
  return {
    main: `(${inMainWorld})(${shared}, '${names.theirs}', '${names.mine}')`,
    preload: `(${inPreloadWorld})(${shared}, ${JSON.stringify(names)}, function (require, module, exports) {\n${readFileSync(preloadPath, 'utf8')}\n})`,
  }
}

const adopt = async (
  chromium: Chromium,
  contextId: string | null,
  size: { width: number; height: number },
): Promise<string> => {
  if (!chromium.headless && contextId === null) {
    // The app window that Chromium opened by itself, without tabs and address bar, unless it is taken already.
    const { targetInfos } = await chromium.cdp.send<{
      targetInfos: { targetId: string; type: string; url: string; attached: boolean }[]
    }>('Target.getTargets')
    const first = targetInfos.find(
      (one) => one.type === 'page' && one.url.startsWith('data:text/html,') && !one.attached,
    )
    if (first) return first.targetId
  }
  const { targetId } = await chromium.cdp.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width: size.width,
    height: size.height,
    ...(contextId === null ? {} : { browserContextId: contextId }),
  })
  return targetId
}

export const openPage = async (needs: {
  chromium: Chromium
  session: Session
  preload: string | undefined
  size: { width: number; height: number }
  events: PageEvents
}): Promise<Page> => {
  const { chromium, session, preload, size, events } = needs
  const targetId = await adopt(chromium, await session.contextIn(chromium), size)
  const { sessionId } = await chromium.cdp.send<{ sessionId: string }>('Target.attachToTarget', {
    targetId,
    flatten: true,
  })
  const cdp = chromium.cdp.session(sessionId)
  const schemes = (): ReadonlySet<string> => new Set(session.protocol.handlers.keys())
  const ours = (url: string): string => fromChromium(url, schemes())

  let closing = false
  let mainFrame = targetId
  /** Addresses that loadURL asked for: those need no leave. */
  const asked = new Set<string>()
  /** Execution contexts of the preload's world in the main frame. */
  const worlds = new Set<number>()
  let lastFailure = ''

  /** `payload` as an argument: in an expression it would be read as source text first. */
  const tell = (executionContextId: number, message: object, payload: string): void => {
    const args = [{ value: JSON.stringify(message) }, { value: payload }]
    const functionDeclaration = '(message, payload) => __hostReceive(message, payload)'
    cdp
      .send('Runtime.callFunctionOn', { functionDeclaration, arguments: args, executionContextId })
      .catch(() => undefined)
  }

  cdp.on<{ context: { id: number; name: string; auxData: { frameId: string } } }>(
    'Runtime.executionContextCreated',
    ({ context }) => {
      if (context.name === WORLD && context.auxData.frameId === mainFrame) worlds.add(context.id)
    },
  )
  cdp.on<{ executionContextId: number }>('Runtime.executionContextDestroyed', ({ executionContextId }) =>
    worlds.delete(executionContextId),
  )
  cdp.on('Runtime.executionContextsCleared', () => worlds.clear())
  cdp.on<{ name: string; payload: string; executionContextId: number }>('Runtime.bindingCalled', (call) => {
    if (call.name !== BINDING) return
    const { id, channel, args } = JSON.parse(call.payload) as { id?: number; channel: string; args: string }
    events.message({ ...(id === undefined ? {} : { id }), channel, args: wire.decode(args) as unknown[] }, (answer) => {
      if (id === undefined) return
      if (answer.ok) tell(call.executionContextId, { id, ok: true }, answer.value)
      else tell(call.executionContextId, { id, ...answer }, '')
    })
  })

  const mayGo = (paused: Paused): boolean => {
    if (paused.resourceType !== 'Document' || paused.frameId !== mainFrame) return true
    const url = paused.request.url + (paused.request.urlFragment ?? '')
    if (paused.redirectedRequestId !== undefined) return events.mayRedirect(ours(url))
    if (asked.delete(paused.request.url)) return true
    return events.mayNavigate(ours(url))
  }
  const intercept = createInterceptor({ session, ours, mayGo })

  cdp.on<{ sessionId: string; targetInfo: { targetId: string; type: string; url: string } }>(
    'Target.attachedToTarget',
    (attached) => {
      const child = chromium.cdp.session(attached.sessionId)
      if (attached.targetInfo.type === 'page') {
        chromium.cdp.send('Target.closeTarget', { targetId: attached.targetInfo.targetId }).catch(() => undefined)
        return
      }
      void intercept(child)
        .catch(() => undefined)
        .then(() => child.send('Runtime.runIfWaitingForDebugger'))
        .catch(() => undefined)
    },
  )
  cdp.on<{ url: string }>('Page.windowOpen', ({ url }) => events.popup(ours(url)))
  cdp.on<{ frame: { id: string; parentId?: string; url: string; urlFragment?: string; unreachableUrl?: string } }>(
    'Page.frameNavigated',
    ({ frame }) => {
      if (frame.parentId !== undefined) return
      mainFrame = frame.id
      if (frame.unreachableUrl) return events.failed(lastFailure, ours(frame.unreachableUrl))
      events.navigated(ours(frame.url + (frame.urlFragment ?? '')))
    },
  )
  cdp.on<{ frameId: string; url: string }>('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId === mainFrame) events.navigatedInPage(ours(url))
  })
  cdp.on<{ type: string; errorText: string }>('Network.loadingFailed', ({ type, errorText }) => {
    if (type === 'Document') lastFailure = errorText
  })
  cdp.on('Page.domContentEventFired', () => events.domReady())
  cdp.on('Page.loadEventFired', () => {
    events.loaded()
    cdp
      .send<{ result: { value?: string } }>('Runtime.evaluate', { expression: 'document.title' })
      .then(({ result }) => events.titled(result.value ?? ''))
      .catch(() => undefined)
  })
  cdp.on('Inspector.targetCrashed', () => events.crashed())
  chromium.cdp.on<{ sessionId: string }>('Target.detachedFromTarget', (detached) => {
    if (detached.sessionId === sessionId && !closing) {
      closing = true
      events.gone()
    }
  })

  await Promise.all([
    cdp.send('Page.enable'),
    cdp.send('Runtime.enable'),
    cdp.send('Network.enable', { maxTotalBufferSize: 0 }),
    cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    intercept(cdp),
  ])
  if (preload !== undefined) {
    const scripts = bridgeScripts(preload)
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preload, worldName: WORLD })
  }

  // The page must get the whole size that was asked for, without what Chromium puts around it.
  const { result } = await cdp.send<{ result: { value: [number, number] } }>('Runtime.evaluate', {
    expression: '[outerWidth - innerWidth, outerHeight - innerHeight]',
    returnByValue: true,
  })
  const { windowId } = await cdp.send<{ windowId: number }>('Browser.getWindowForTarget')
  const bounds = { width: size.width + result.value[0], height: size.height + result.value[1] }
  await cdp.send('Browser.setWindowBounds', { windowId, bounds })

  return {
    targetId,
    cdp,
    navigate: async (url) => {
      const address = toChromium(url, schemes())
      asked.add(address.replace(/#.*$/s, ''))
      const { errorText } = await cdp.send<{ errorText?: string }>('Page.navigate', { url: address })
      if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`)
    },
    send: (channel, args) => {
      const text = wire.encode(args)
      for (const world of worlds) tell(world, { channel }, text)
    },
    close: async () => {
      closing = true
      await chromium.cdp.send('Target.closeTarget', { targetId }).catch(() => undefined)
    },
  }
}
