/** Names the language itself asks for; an answer of `undefined` is right for them. */
const ASKED_BY_THE_LANGUAGE = new Set([
  'then',
  'toJSON',
  'constructor',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
  '__esModule',
])

export const notHere = (name: string): Error =>
  new Error(`electron.${name} is not implemented by the Chromium host (host/): add it there, or run on Electron`)

/** `target`, but reading or setting anything it does not have throws an error that names the member. */
export const strict = <T extends object>(name: string, target: T): T =>
  new Proxy(target, {
    get: (object, key) => {
      if (typeof key === 'symbol' || key in object || ASKED_BY_THE_LANGUAGE.has(key)) {
        const value: unknown = Reflect.get(object, key, object)
        return typeof value === 'function' && !isClass(value) ? value.bind(object) : value
      }
      throw notHere(`${name}.${key}`)
    },
    set: (object, key, value) => {
      if (typeof key === 'string' && !(key in object)) throw notHere(`${name}.${key}`)
      return Reflect.set(object, key, value, object)
    },
  })

const isClass = (value: unknown): boolean =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))

/** Options of a call: keys the stand-in does not act on are refused, so that none is passed in silence. */
export const onlyKeys = (name: string, options: object | undefined, known: readonly string[]): void => {
  for (const key of Object.keys(options ?? {})) if (!known.includes(key)) throw notHere(`${name}: option ${key}`)
}
