/** What one item of a batch takes from the answer of another: `{result=name:$.data.*.id}` and `depends_on`. */

const REFERENCE = /\{result=([^:}]+):([^}]*)\}|%7Bresult(?:=|%3D)(.+?)(?::|%3A)(.+?)%7D/gi

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Names that a text refers to, as written or encoded for an address. */
export const referencesIn = (text: string): readonly string[] =>
  [...text.matchAll(REFERENCE)].map(([, plain, , encoded]) => plain ?? decoded(encoded ?? ''))

const STEP = /\.\.([\w-]+)|\.([\w-]+|\*)|\[(\d+|\*)\]|\['([^']+)'\]/g

const childrenOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : []
const childOf = (value: unknown, name: string): readonly unknown[] =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? [(value as Readonly<Record<string, unknown>>)[name]]
    : []
const anywhere = (value: unknown, name: string): readonly unknown[] => [
  ...childOf(value, name),
  ...childrenOf(value).flatMap((child) => anywhere(child, name)),
]

/** The part of JSONPath that batches use: names, places, `*` and `..name`. Nothing found is an empty list. */
export const jsonPath = (value: unknown, path: string): readonly unknown[] => {
  let found: readonly unknown[] = [value]
  for (const [, deep, name, place, quoted] of path.replace(/^\$/, '').matchAll(STEP)) {
    const step = name ?? place ?? quoted ?? ''
    found = found.flatMap((each) => {
      if (deep !== undefined) return anywhere(each, deep)
      return step === '*' && quoted === undefined ? childrenOf(each) : childOf(each, step)
    })
  }
  return found
}

const written = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)

/** The text with every reference replaced by what it stands for, several values with commas between. */
export const resolved = (text: string, bodyOf: (name: string) => unknown): string =>
  text.replaceAll(
    REFERENCE,
    (
      _,
      plain: string | undefined,
      path: string | undefined,
      encoded: string | undefined,
      encodedPath: string | undefined,
    ) => {
      const name = plain ?? decoded(encoded ?? '')
      const values = jsonPath(bodyOf(name), path ?? decoded(encodedPath ?? ''))
      return values.map((value) => encodeURIComponent(written(value))).join(',')
    },
  )
