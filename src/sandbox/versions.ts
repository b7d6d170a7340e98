import { GraphError } from './graph-error.ts'

/** Which version answers: marketing calls live for two of them, and an app may have dead ones lifted to the next. */

const NEWEST = 'v26.0'
const OLDEST = 'v25.0'
const LIVING: readonly string[] = [NEWEST, OLDEST]
/** The first version that ever was; what is beyond the newest is no version at all. */
const isDead = (version: string): boolean => Number(version.slice(1)) < Number(OLDEST.slice(1))

interface Served {
  readonly version: string
  /** Of an answer by another version than the one asked for. */
  readonly warning: string | null
  /** Nobody answers this version any more. */
  readonly dead: boolean
}

/** `named`: as in the address; null without one. */
export const servedBy = (named: string | null, autoUpgrade: boolean): Served => {
  if (named === null) return { version: NEWEST, warning: null, dead: false }
  if (LIVING.includes(named)) return { version: named, warning: null, dead: false }
  if (!autoUpgrade || !isDead(named)) return { version: named, warning: null, dead: true }
  return {
    version: OLDEST,
    warning: `The call has been auto-upgraded to ${OLDEST} as ${named} has been deprecated`,
    dead: false,
  }
}

export const deprecated = (): GraphError =>
  new GraphError({
    status: 400,
    code: 2635,
    message: `(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: ${NEWEST}.`,
  })

export const versionHeaders = (version: string, warning: string | null): Record<string, string> => ({
  'facebook-api-version': version,
  ...(warning === null ? {} : { 'x-ad-api-version-warning': warning }),
})
