/** What an app id and secret look like; the main side checks the same. */
export const isAppId = (text: string): boolean => /^\d{5,25}$/.test(text.trim())
export const isAppSecret = (text: string): boolean => /^[0-9a-f]{32}$/i.test(text.trim())

/** What a form begins with: what was entered before and is no secret. */
export interface KnownApp {
  readonly appId: string
  readonly configId: string
}
export const NO_APP: KnownApp = { appId: '', configId: '' }
