import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { copyFile, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { createLog } from '../../src/main/electron/log.ts'
import { DEMO_APP_SECRET } from '../../src/sandbox/demo-app.ts'
import { proofOf } from '../../src/sandbox/tokens.ts'
import { CALLS } from '../../src/shared/contract/contract.ts'
import type { CallName } from '../../src/shared/contract/contract.ts'
import { failureOf } from '../../src/shared/errors.ts'
import { campaignsOf } from '../campaigns.ts'

/**
 * A token and an app secret are fed to everything; afterwards every place where something stays is searched for them:
 * log, database, settings, answers and events to the window, addresses that servers on the way would write down.
 */

let world: World
/** Every answer to the window, as it crosses: also refusals. */
let answers: string[]
/** Addresses as servers see them, those of the sign-in pages included. */
let addresses: string[]
/** Everything that is a secret for as long as this test runs. */
let secrets: Set<string>
let logFolder: string

const onRequest = (message: unknown): void => {
  addresses.push((message as { request: IncomingMessage }).request.url ?? '')
}

beforeEach(async () => {
  answers = []
  addresses = []
  secrets = new Set([DEMO_APP_SECRET])
  logFolder = await mkdtemp(join(tmpdir(), 'buydesk-log-'))
  subscribe('http.server.request.start', onRequest)
  world = await createTestApp({
    // What Meta answers with a token in it is a secret from then on.
    http: (real) => async (request) => {
      const answer = await real(request)
      const issued = /"access_token":"([^"]+)"/.exec(new TextDecoder().decode(answer.body))?.[1]
      if (issued) secrets.add(issued)
      const bearer = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1]
      if (bearer) secrets.add(bearer)
      return answer
    },
  })
})
afterEach(async () => {
  unsubscribe('http.server.request.start', onRequest)
  await world.dispose()
  await rm(logFolder, { recursive: true, force: true })
})

const call: World['call'] = async (name, ...input) => {
  try {
    const answer = await world.call(name, ...input)
    answers.push(`${name} ${JSON.stringify(answer ?? null)}`)
    return answer
  } catch (error) {
    answers.push(`${name} ${JSON.stringify(failureOf(error))}`)
    throw error
  }
}
const attempt = async (work: Promise<unknown>): Promise<void> => void (await work.catch(() => undefined))

/** Every part of a token that would still be of use, and what it looks like elsewhere. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('hex'),
  secret.slice(0, 60),
  secret.slice(-32),
]
const searchFor = (where: string, text: string | Buffer): void => {
  for (const secret of secrets) {
    for (const form of formsOf(secret)) {
      const at = text.indexOf(form)
      if (at >= 0) throw new Error(`${where} holds a secret: ${text.toString().slice(0, 200)}`)
    }
  }
}

const readAll = async (): Promise<void> => {
  const plain = ['app.state', 'app.status', 'accounts.list', 'alerts.list', 'alerts.rules'] as const
  for (const name of plain) await attempt(call(name))
  for (const name of ['strategies.list', 'suggestions.list', 'health.get', 'demo.get', 'journal.check'] as const) {
    await attempt(call(name))
  }
  await attempt(call('overview.get', { period: 'last30d' }))
  await attempt(call('sync.history', { limit: 200 }))
  await attempt(call('edits.list', { limit: 100 }))
  await attempt(
    campaignsOf(call, {
      period: 'last30d',
      accountIds: [],
      statuses: [],
      search: '',
      sort: { by: 'spend', direction: 'descending' },
      offset: 0,
      limit: 500,
    }),
  )
}

it('are nowhere but in the keychain and in the header of a call', async () => {
  const { workspaceId } = await call('signIn.demo')
  const { rows } = await call('accounts.list')
  const ids = rows.filter(({ status }) => status === 'ACTIVE').slice(0, 2)
  await call('accounts.watch', { ids: ids.map(({ id }) => id), watched: true })
  await call('workspaces.finishSetup')
  await world.quiet()
  await call('sync.run', { days: 30 })
  await readAll()

  // An edit that is made, one that is refused and one whose answer is lost.
  const page = await campaignsOf(call, {
    period: 'last30d',
    accountIds: [],
    statuses: ['ACTIVE'],
    search: '',
    sort: { by: 'spend', direction: 'descending' },
    offset: 0,
    limit: 4,
  })
  const [first, second, third] = page.rows
  const pausing = (row: typeof first) =>
    call('edits.make', {
      accountId: row?.accountId ?? '',
      objectId: row?.id ?? '',
      change: { field: 'status', before: 'ACTIVE', after: 'PAUSED' },
      reason: 'no secret',
    })
  const made = await pausing(first)
  await call('edits.undo', { id: made.id })
  await call('edits.journal', { editId: made.id })
  world.sandboxFaults([{ match: new RegExp(`^${second?.id}$`), kind: 'error500' }])
  await attempt(pausing(second))
  world.sandboxFaults([{ match: new RegExp(`^${third?.id}$`), kind: 'dropAfterApply' }])
  await attempt(pausing(third))

  // Everything that can fail, fails: Meta's own words may quote a token, and so may an address in an error.
  for (const kind of [
    'html',
    'notJson',
    'truncated',
    'empty',
    'error500',
    'drop',
    'missingFields',
    'nullBatchItem',
  ] as const) {
    world.sandboxFaults([{ match: /./, kind }])
    await attempt(call('sync.run', { days: 1 }))
    await attempt(call('accounts.refresh'))
    await attempt(call('sync.pollNow'))
  }
  world.sandboxFaults([])
  const good = world.vault.kept.get(`${workspaceId}/token`) ?? ''
  const wrong = `EAA${'f0'.repeat(60)}`
  secrets.add(good)
  secrets.add(wrong)
  secrets.add(proofOf(good, DEMO_APP_SECRET))
  world.vault.kept.set(`${workspaceId}/token`, wrong)
  await attempt(call('sync.run', { days: 1 }))
  await readAll()
  await attempt(call('signIn.pasteToken', { token: wrong, appId: '123456789012345', appSecret: 'd'.repeat(32) }))
  secrets.add('d'.repeat(32))
  await attempt(call('signIn.again', { workspaceId, rerequest: true }))
  await world.quiet()
  await call('demo.set', { online: false, speed: 1 })
  await attempt(call('sync.run', { days: 1 }))
  await readAll()

  // The database while it is open, with what is only in its log, and once it is closed.
  const files = async (): Promise<[string, Buffer][]> =>
    Promise.all(
      (await readdir(world.dataDir)).map(async (name): Promise<[string, Buffer]> => {
        const copy = join(logFolder, 'copy')
        await copyFile(join(world.dataDir, name), copy)
        return [name, await readFile(copy)]
      }),
    )
  const opened = await files()
  expect(opened.map(([name]) => name).sort()).toEqual(
    expect.arrayContaining([`${workspaceId}.sqlite`, `${workspaceId}.sqlite-wal`]),
  )
  await world.app.stop()
  for (const [name, bytes] of [...opened, ...(await files())]) searchFor(name, bytes)

  expect(secrets.size).toBeGreaterThan(6)
  expect(answers.length).toBeGreaterThan(80)
  for (const answer of answers) searchFor('an answer to the window', answer)
  searchFor('the events', JSON.stringify(world.events))
  searchFor('the log as it is handed over', world.logLines.join('\n'))
  searchFor('the settings', JSON.stringify(world.ports.settings.read()))
  searchFor('the tray', JSON.stringify([world.tray(), world.notices()]))
  expect([...world.vault.kept.values()].some((value) => secrets.has(value))).toBe(true)
})

it('of the whole sign-in never stand in an address', async () => {
  const { workspaceId } = await call('signIn.demo')
  await call('signIn.again', { workspaceId, rerequest: true })
  await call('health.get')
  const { rows } = await call('accounts.list')
  await call('accounts.watch', { ids: rows.slice(0, 3).map(({ id }) => id), watched: true })
  await call('workspaces.finishSetup')
  await world.quiet()
  secrets.add(proofOf(world.vault.kept.get(`${workspaceId}/token`) ?? '', DEMO_APP_SECRET))
  const { byPath } = world.sandbox().calls()
  // Twice for each sign-in: the code for a token, that for a long-lived one. In the body, not as an address.
  expect(byPath).toMatchObject({ 'POST oauth/access_token': 4 })
  expect(byPath).not.toHaveProperty('GET oauth/access_token')
  expect(byPath).toHaveProperty('GET debug_token')
  expect(addresses.filter((address) => address.includes('/dialog/oauth')).length).toBeGreaterThan(4)
  expect(addresses.filter((address) => /access_token=|client_secret|input_token|debug_token/.test(address))).toEqual([])
  // A proof belongs to a token but cannot be used without it; Meta documents it as a parameter.
  const withoutProofs = addresses.map((address) => address.replace(/appsecret_proof=[0-9a-f]{64}/, ''))
  for (const address of withoutProofs) searchFor('an address', address)
  for (const address of world.person.visits) searchFor('the address of the dialog', address)
})

it('are taken out of the log by shape, even where somebody hands them over', async () => {
  const lines: string[] = []
  const log = createLog({ folder: logFolder, now: () => 'now', alsoWrite: (line) => lines.push(line) })
  const token = `EAA${'Zx9'.repeat(40)}`
  const secret = 'a1b2c3d4'.repeat(4)
  secrets = new Set([token, secret])
  log.write('error', `failed with ${token}`, {
    url: `https://graph.facebook.com/me?access_token=${token}&appsecret_proof=${secret}${secret}`,
    headers: { authorization: `Bearer ${token}` },
    error: new Error(`client_secret=${secret}`, { cause: new Error(token) }),
    nested: [{ body: `grant_type=fb_exchange_token&fb_exchange_token=${token}&client_secret=${secret}` }],
    text: JSON.stringify({ access_token: token, app_secret: secret }),
  })
  searchFor('the log', (await readFile(join(logFolder, 'buydesk.log'))).toString())
  searchFor('the terminal', lines.join('\n'))
  expect(lines).toHaveLength(1)
})

it('are asked for by no call and given by none', () => {
  const names = Object.keys(CALLS) as CallName[]
  expect(names.filter((name) => /secret|token/i.test(name))).toEqual(['signIn.pasteToken'])
})
