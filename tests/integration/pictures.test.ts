import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileNameOf } from '../../src/main/services/exports/file-name.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'

/** The smallest PNG there is. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const folder = mkdtempSync(join(tmpdir(), 'buydesk-pictures-'))
let world: World

beforeAll(async () => {
  world = await createTestApp()
})
afterAll(async () => {
  await world.dispose()
  rmSync(folder, { recursive: true, force: true })
})

describe('a picture', () => {
  it('goes into the clipboard as it is', async () => {
    await world.call('pictures.copy', { png: PNG })
    expect(Buffer.from(world.copiedPicture() ?? []).toString('base64')).toBe(PNG)
  })

  it('is saved under a name that any system takes, unless the person gives up', async () => {
    world.saveTo(folder)
    expect(await world.call('pictures.save', { png: PNG, name: 'Spend: a/b\u0000 «ёж» 🦔.' })).toBe(true)
    expect(readFileSync(join(folder, 'Spend a b «ёж» 🦔.png')).toString('base64')).toBe(PNG)
    world.saveTo(null)
    expect(await world.call('pictures.save', { png: PNG, name: 'none' })).toBe(false)
  })

  it('says why it could not be saved', async () => {
    world.saveTo(join(folder, 'gone'))
    await expect(world.call('pictures.save', { png: PNG, name: 'x' })).rejects.toMatchObject({ code: 'exportNoFolder' })
    mkdirSync(join(folder, 'x.png'))
    world.saveTo(folder)
    await expect(world.call('pictures.save', { png: PNG, name: 'x' })).rejects.toMatchObject({ code: 'exportNoFolder' })
  })

  it.each([['no picture'], ['QUJD'], ['x'.repeat(10)]])('is not %s', async (png) => {
    await expect(world.call('pictures.copy', { png })).rejects.toMatchObject({ code: 'badInput' })
  })

  it.each([
    ['..', 'Chart.png'],
    [' . ', 'Chart.png'],
    ['a\nb\tc', 'a b c.png'],
    ['CTR % / CPM', 'CTR % CPM.png'],
    ['я'.repeat(200), `${'я'.repeat(120)}.png`],
    // A name is measured in bytes too.
    ['📈'.repeat(200), `${'📈'.repeat(62)}.png`],
  ])('called %j is the file %s', (title, name) => expect(fileNameOf(title, 'png', 'Chart')).toBe(name))
})
