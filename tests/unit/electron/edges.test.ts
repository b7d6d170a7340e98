import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { commandFrom, dataDirFrom } from '../../../src/main/electron/arguments.ts'
import { createLog } from '../../../src/main/electron/log.ts'
import { fileFor } from '../../../src/main/electron/scheme.ts'

describe('app:// addresses', () => {
  const root = join(tmpdir(), 'window')

  test('mean files of the window', () => {
    expect(fileFor(root, 'app://buydesk/')).toBe(join(root, 'index.html'))
    expect(fileFor(root, 'app://buydesk/assets/a%20b.js?x#y')).toBe(join(root, 'assets', 'a b.js'))
  })

  test.each([
    'app://buydesk/%2e%2e/main/index.js',
    'app://buydesk/..%2fmain/index.js',
    'app://buydesk/a/%2e%2e%2f%2e%2e%2f%2e%2e/etc/passwd',
    'app://buydesk/..%5cmain',
    'app://buydesk/%00',
    'app://buydesk/%',
    'app://elsewhere/index.html',
    'not an address',
  ])('never lead out of them: %s', (url) => {
    const file = fileFor(root, url)
    if (file !== null) expect(file.startsWith(`${root}/`)).toBe(true)
    else expect(file).toBeNull()
  })
})

describe('arguments', () => {
  test('name the data folder in either form, else the environment does', () => {
    expect(dataDirFrom(['node', 'app', '--data-dir', '/a'], {})).toBe('/a')
    expect(dataDirFrom(['node', 'app', '--data-dir=/b'], { BUYDESK_DATA_DIR: '/c' })).toBe('/b')
    expect(dataDirFrom(['node', 'app'], { BUYDESK_DATA_DIR: '/c' })).toBe('/c')
    expect(dataDirFrom(['node', 'app'], {})).toBeNull()
  })

  test('ask for a command, without those meant for this side', () => {
    expect(commandFrom(['node', 'app', '--sync', '--days', '30'])).toEqual(['--sync', '--days', '30'])
    expect(commandFrom(['node', 'app', '--sync', '--data-dir', '/a', '--days', '3'])).toEqual(['--sync', '--days', '3'])
    expect(commandFrom(['node', 'app', '--data-dir=/a'])).toBeNull()
  })
})

describe('the log', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('writes a line an entry, redacted, errors to the terminal too', () => {
    const said: string[] = []
    const log = createLog({ folder, now: () => 'now', alsoWrite: (line) => said.push(line) })
    log.write('info', 'one', { url: 'https://x/?access_token=abcdef' })
    log.write('error', 'two')
    expect(said).toEqual(['{"at":"now","level":"error","message":"two"}'])
    expect(readdirSync(folder)).toEqual(['buydesk.log'])
    expect(readFileSync(join(folder, 'buydesk.log'), 'utf8')).not.toContain('abcdef')
  })

  test('is turned over when it is long, and the oldest part goes', () => {
    const log = createLog({ folder, now: () => 'now', alsoWrite: () => undefined })
    for (let n = 0; n < 2600; n += 1) log.write('info', String(n).padEnd(3800, '.'))
    expect(readdirSync(folder).toSorted()).toEqual(['buydesk.1.log', 'buydesk.2.log', 'buydesk.3.log', 'buydesk.log'])
    expect(readFileSync(join(folder, 'buydesk.log'), 'utf8')).toContain('"2599.')
  })

  test('never throws where it cannot write', () => {
    const log = createLog({ folder: join(folder, '\0'), now: () => 'now', alsoWrite: () => undefined })
    log.write('info', 'one')
  })
})
