import { AppError } from '../../shared/errors.ts'
import type { Vault } from '../ports.ts'

/** The part of keytar that is used. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

const SERVICE = 'Buydesk'
/** A keychain that does not even answer that something is not there is none; a person typing a password is slower. */
const PROBE_MS = 10_000

/** The library's own words, which differ by system; the message itself is never passed on. */
const DENIED = /denied|dismissed|cancell?ed|locked|not allowed|authoriz|-128|-25293/i

const failure = (error: unknown): AppError =>
  new AppError(error instanceof Error && DENIED.test(error.message) ? 'keychainDenied' : 'keychainMissing')

/**
 * Secrets in the OS keychain. `load` fails where the system has no library for it. After `allowMemory` they are kept
 * in memory until quit instead, unless a keychain is there after all.
 */
export const createVault = (load: () => Promise<Keychain>): Vault => {
  const memory = new Map<string, string>()
  let memoryAllowed = false
  let found: Keychain | null = null

  const keychain = async (): Promise<Keychain> => {
    if (found) return found
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new Error('no answer')), PROBE_MS)
    try {
      const loaded = await load()
      await Promise.race([loaded.getPassword(SERVICE, 'probe'), late])
      found = loaded
      return loaded
    } catch (error) {
      throw failure(error)
    } finally {
      clearTimeout(timer)
    }
  }
  const inKeychain = async <T>(run: (keychain: Keychain) => Promise<T>): Promise<T> => {
    const ready = await keychain()
    try {
      return await run(ready)
    } catch (error) {
      throw failure(error)
    }
  }

  return {
    state: async () => {
      if (memoryAllowed) return 'memory'
      return keychain().then(
        () => 'ready',
        () => 'missing',
      )
    },
    allowMemory: () => {
      memoryAllowed = found === null
    },
    get: async (key) =>
      memoryAllowed ? (memory.get(key) ?? null) : inKeychain((ready) => ready.getPassword(SERVICE, key)),
    set: async (key, value) => {
      if (memoryAllowed) memory.set(key, value)
      else await inKeychain((ready) => ready.setPassword(SERVICE, key, value))
    },
    delete: async (key) => {
      if (memoryAllowed) memory.delete(key)
      else await inKeychain((ready) => ready.deletePassword(SERVICE, key))
    },
  }
}

export const loadKeytar = async (): Promise<Keychain> => (await import('keytar')).default
