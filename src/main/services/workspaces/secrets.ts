import type { Vault } from '../../ports.ts'

/** What one workspace keeps in the keychain, under its own names. */
export interface WorkspaceSecrets {
  token(): Promise<string | null>
  appSecret(): Promise<string | null>
  /** Both or neither: a failure half-way puts the former values back. */
  keep(secrets: { readonly token: string; readonly appSecret: string | null }): Promise<void>
  forget(): Promise<void>
}

export const secretsOf = (vault: Vault, workspaceId: string): WorkspaceSecrets => {
  const tokenKey = `${workspaceId}/token`
  const appSecretKey = `${workspaceId}/appSecret`
  const put = (key: string, value: string | null): Promise<void> =>
    value === null ? vault.delete(key) : vault.set(key, value)

  return {
    token: () => vault.get(tokenKey),
    appSecret: () => vault.get(appSecretKey),
    keep: async ({ token, appSecret }) => {
      const former = await vault.get(appSecretKey)
      await put(appSecretKey, appSecret)
      try {
        await put(tokenKey, token)
      } catch (error) {
        await put(appSecretKey, former)
        throw error
      }
    },
    forget: async () => {
      await vault.delete(tokenKey)
      await vault.delete(appSecretKey)
    },
  }
}
