import type { JsonFields } from './json.ts'

/** What a click tells the site it leads to: by name, of each link of an ad. Null: not known. */
export type Tracking = readonly Readonly<Record<string, string>>[]

/** What of a creative says where its ads lead to, as it is kept. */
export interface Leading {
  readonly link: string | null
  /** `utm_source=facebook&utm_medium=cpc`: added to each link by Meta. */
  readonly urlTags: string | null
  readonly story: JsonFields | null
  readonly assets: JsonFields | null
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** `a=1&b=2` by name; the last of a name counts. */
const parametersOf = (query: string): Record<string, string> =>
  Object.fromEntries(
    query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=')
        return at < 0 ? [decoded(part), ''] : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))]
      }),
  )

const queryOf = (link: string): string => {
  const [address = ''] = link.split('#')
  const at = address.indexOf('?')
  return at < 0 ? '' : address.slice(at + 1)
}

const isLink = (value: unknown): value is string => typeof value === 'string' && /^https?:\/\//i.test(value)

/** Links in what Meta keeps under these names, however deep: a carousel has one for each card. */
const linksIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(linksIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    (name === 'link' || name === 'website_url') && isLink(inner) ? [inner] : linksIn(inner),
  )
}

/** Null: neither a link nor tags are known of it, as with a post that was there before. */
export const trackingOf = ({ link, urlTags, story, assets }: Leading): Tracking | null => {
  const links = new Set([...(isLink(link) ? [link] : []), ...linksIn(story), ...linksIn(assets)])
  if (links.size === 0 && urlTags === null) return null
  const tags = parametersOf(urlTags ?? '')
  return links.size === 0 ? [tags] : [...links].map((each) => ({ ...parametersOf(queryOf(each)), ...tags }))
}
