import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { createVault, loadKeytar } from '../../src/main/electron/vault.ts'
import type { Keychain } from '../../src/main/electron/vault.ts'

const keyring = process.env['BUYDESK_KEYRING'] ?? 'unknown'
const key = `test-${randomUUID()}`

describe.skipIf(keyring !== 'test')(
  'the vault on a real keyring (left out where none could be started: run by "npm test")',
  () => {
    afterEach(async () => {
      await (await loadKeytar()).deletePassword('Buydesk', key)
    })

    test('keeps a secret, gives it back to another vault, and forgets it', async () => {
      const vault = createVault(loadKeytar)
      expect(await vault.state()).toBe('ready')
      expect(await vault.get(key)).toBeNull()
      await vault.set(key, 'EAAsecret Ж')
      expect(await createVault(loadKeytar).get(key)).toBe('EAAsecret Ж')
      await vault.delete(key)
      expect(await vault.get(key)).toBeNull()
    })

    test('keeps using the keyring when memory is allowed although it is there', async () => {
      const vault = createVault(loadKeytar)
      expect(await vault.state()).toBe('ready')
      vault.allowMemory()
      expect(await vault.state()).toBe('ready')
      await vault.set(key, 'kept')
      expect(await createVault(loadKeytar).get(key)).toBe('kept')
    })
  },
)

describe('the vault without a keychain', () => {
  const missing = async (): Promise<Keychain> => {
    throw new Error('libsecret-1.so.0: cannot open shared object file')
  }

  test('says so, and keeps nothing', async () => {
    const vault = createVault(missing)
    expect(await vault.state()).toBe('missing')
    await expect(vault.get('a')).rejects.toMatchObject({ code: 'keychainMissing' })
    await expect(vault.set('a', 'b')).rejects.toMatchObject({ code: 'keychainMissing' })
  })

  test('keeps secrets in memory once that was chosen', async () => {
    const vault = createVault(missing)
    await vault.state()
    vault.allowMemory()
    expect(await vault.state()).toBe('memory')
    await vault.set('a', 'b')
    expect(await vault.get('a')).toBe('b')
    await vault.delete('a')
    expect(await vault.get('a')).toBeNull()
  })

  test('tells a refusal from an absence, without the words of the system', async () => {
    const refusing: Keychain = {
      getPassword: async () => null,
      setPassword: async () => {
        throw new Error('Prompt dismissed for EAAsecret')
      },
      deletePassword: async () => false,
    }
    const vault = createVault(async () => refusing)
    const error: unknown = await vault.set('a', 'b').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'keychainDenied', data: {} })
    expect(JSON.stringify(error)).not.toContain('EAAsecret')
  })
})
