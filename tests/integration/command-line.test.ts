import { afterEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { runCommandLine } from '../../src/main/command-line.ts'

let world: World
afterEach(() => world.dispose())

const run = async (args: readonly string[]): Promise<{ readonly code: number; readonly lines: string[] }> => {
  const lines: string[] = []
  const code = await world.during(runCommandLine(world.ports, args, (line) => lines.push(line)))
  return { code, lines }
}

/** A demo workspace with two watched accounts, the window closed. */
const prepare = async (watch = 2): Promise<string[]> => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, watch)
    .map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.quiet()
  return ids
}

describe('--sync', () => {
  it('says that there is nothing to sync', async () => {
    world = await createTestApp()
    await world.app.stop()
    const { code, lines } = await run(['--sync'])
    expect(code).toBe(2)
    expect(lines.join('\n')).toContain('no workspace')
  })

  it('explains itself when it is asked for something else', async () => {
    world = await createTestApp()
    for (const args of [
      ['--sync', '--days', '0'],
      ['--sync', '--days', 'many'],
      ['--days', '3'],
      ['--sync', '--all'],
    ]) {
      const { code, lines } = await run(args)
      expect(code).toBe(2)
      expect(lines).toEqual([expect.stringContaining('Usage')])
    }
  })

  it('reads every workspace and says what it did', async () => {
    await prepare()
    await world.app.stop()
    const { code, lines } = await run(['--sync', '--days', '40'])
    expect(code).toBe(0)
    expect(lines).toEqual([
      'Workspace Demo',
      expect.stringMatching(/^ {2}2 accounts, \d+ rows read, \d+ changed, \d+ calls$/),
      'Done.',
    ])
    expect((await run(['--sync', '--workspace', 'Nobody'])).code).toBe(2)
    expect((await run(['--sync', '--days', '1', '--workspace', 'Demo'])).code).toBe(0)
    await world.restart()
    expect((await world.call('sync.history', { limit: 5 })).map(({ trigger }) => trigger)).toContain('commandLine')
  })

  it('names the account that failed and the reason', async () => {
    const [bad] = await prepare()
    const name = (await world.call('accounts.list')).rows.find(({ id }) => id === bad)?.name
    world.sandboxFaults([{ match: new RegExp(`^${bad}/insights`), kind: 'notJson' }])
    await world.app.stop()
    const { code, lines } = await run(['--sync', '--days', '3'])
    expect(code).toBe(1)
    expect(lines.some((line) => line.startsWith(`  ${name}: `))).toBe(true)
  })

  it('does nothing without network, without a token, and without watched accounts', async () => {
    await prepare()
    await world.call('demo.set', { online: false, speed: 1 })
    await world.app.stop()
    const offline = await run(['--sync'])
    expect(offline.code).toBe(2)
    expect(offline.lines.at(-1)).toBe('Nothing could be synced.')

    await world.restart()
    const { activeId } = await world.call('app.state')
    await world.call('workspaces.disconnect', { id: activeId ?? '', keepCache: true })
    await world.app.stop()
    expect((await run(['--sync'])).code).toBe(2)
  })

  it('says that no account is watched', async () => {
    await prepare(0)
    await world.app.stop()
    const { code, lines } = await run(['--sync'])
    expect(code).toBe(2)
    expect(lines.join('\n')).toContain('No account is watched')
  })
})
