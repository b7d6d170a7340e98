import { createRequire } from 'node:module'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'

/** What tests use of Meta's own SDK, which ships no types. */
export interface SdkObject {
  readonly id: string
  readonly _data: Record<string, unknown>
}
export interface SdkCursor extends Array<SdkObject> {
  readonly summary: Record<string, unknown> | undefined
  hasNext(): boolean
  hasPrevious(): boolean
  next(): Promise<SdkCursor>
  previous(): Promise<SdkCursor>
}
type Edge = (fields: string[], params?: object) => Promise<SdkCursor>
type Create = (fields: string[], params: object) => Promise<SdkObject>

interface SdkNode extends SdkObject {
  read(fields: string[], params?: object): Promise<SdkObject>
  update(fields: string[], params: object): Promise<Record<string, unknown>>
  delete(fields: string[], params?: object): Promise<Record<string, unknown>>
  readonly getInsights: Edge
  /** The report: the SDK takes its id from the answer. */
  readonly getInsightsAsync: (fields: string[], params: object) => Promise<SdkNode>
  readonly getAdSets: Edge
  readonly getAds: Edge
  readonly getCopies: Edge
  readonly createCopy: Create
  readonly getThumbnails: Edge
}
export interface SdkAccount extends SdkNode {
  readonly getCampaigns: Edge
  readonly getActivities: Edge
  readonly getMinimumBudgets: Edge
  readonly getAdImages: Edge
  readonly getAdVideos: Edge
  readonly getAdCreatives: Edge
  readonly getCustomAudiences: Edge
  readonly getAdsPixels: Edge
  readonly getPromotePages: Edge
  readonly getAdRulesLibrary: Edge
  readonly getAssignedUsers: Edge
  readonly createCampaign: Create
  readonly createAdSet: Create
  readonly createAd: Create
  readonly createAdCreative: Create
  readonly createAdImage: Create
  readonly createCustomAudience: Create
  readonly createAdRulesLibrary: Create
}
interface SdkUser extends SdkNode {
  readonly getAdAccounts: Edge
  readonly getBusinesses: Edge
  readonly getAccounts: Edge
}
interface SdkBusiness extends SdkNode {
  readonly getOwnedAdAccounts: Edge
  readonly getOwnedPages: Edge
  readonly getOwnedPixels: Edge
}
export interface SdkAnswer {
  readonly isSuccess: boolean
  readonly body: Record<string, unknown>
  readonly error: unknown
}
interface SdkBatch {
  add(
    method: string,
    path: string[],
    params: object,
    files: undefined,
    success: (answer: SdkAnswer) => void,
    failure: (answer: SdkAnswer) => void,
  ): void
  execute(): Promise<SdkBatch | null>
}
type Of<T> = new (id: string) => T
interface Sdk {
  readonly FacebookAdsApi: { init(token: string, locale?: string, crashLog?: boolean): object }
  readonly FacebookAdsApiBatch: new (api: object) => SdkBatch
  readonly User: Of<SdkUser>
  readonly Business: Of<SdkBusiness>
  readonly AdAccount: Of<SdkAccount>
  readonly Campaign: Of<SdkNode>
  readonly AdSet: Of<SdkNode>
  readonly Ad: Of<SdkNode>
  readonly AdCreative: Of<SdkNode>
  readonly AdVideo: Of<SdkNode>
  readonly AdRule: Of<SdkNode>
  readonly CustomAudience: Of<SdkNode>
}

/** The SDK as it is, but for its address and version: it states them as getters of its class. */
export const loadSdk = (url: string, token = DEMO_SYSTEM_TOKEN): { readonly sdk: Sdk; readonly api: object } => {
  const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Sdk
  Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { configurable: true, get: () => url })
  Object.defineProperty(sdk.FacebookAdsApi, 'VERSION', { configurable: true, get: () => 'v26.0' })
  return { sdk, api: sdk.FacebookAdsApi.init(token, 'en_US', false) }
}

/** All pages from this one on. */
export const toTheEnd = async (first: SdkCursor): Promise<Record<string, unknown>[]> => {
  const all = first.map(({ _data }) => _data)
  let page = first
  while (page.hasNext()) {
    page = await page.next()
    all.push(...page.map(({ _data }) => _data))
  }
  return all
}
