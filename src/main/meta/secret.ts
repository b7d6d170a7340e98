import { inspect } from 'node:util'

/** Prints as `***` wherever it ends up by mistake: a template, JSON, a log, an error's inspection. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** Only for the header or the form that leaves for Meta. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '***'
  }

  toJSON(): string {
    return '***'
  }

  [inspect.custom](): string {
    return '***'
  }
}

const TOKEN_SHAPES = [
  // User, page and system user tokens.
  /\bEA[A-Za-z0-9]{18,}/g,
  // App tokens: id, bar, secret.
  /\b\d{5,25}(\||%7C)[A-Za-z0-9_-]{16,}/g,
  /\b(access_token|input_token|fb_exchange_token|client_secret|appsecret_proof|code)=[^&\s"']+/g,
  /\bBearer\s+\S+/gi,
  // Whatever else is too long to be an id or a word.
  /[A-Za-z0-9_-]{40,}/g,
  // App secrets.
  /\b[0-9a-f]{32}\b/gi,
]

/** Meta quotes what it was sent in its messages: nothing that looks like a token or a secret gets past here. */
export const redact = (text: string): string => TOKEN_SHAPES.reduce((left, shape) => left.replace(shape, '***'), text)
