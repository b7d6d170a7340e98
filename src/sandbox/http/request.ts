import type { IncomingMessage } from 'node:http'

const MOST_BODY = 8_000_000

/** Rejects with a RangeError for what is too long. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MOST_BODY) throw new RangeError('body too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Fields of a form, of JSON or of multipart; what is not a text becomes JSON. */
export const paramsOf = (body: string, type: string): Record<string, string> => {
  if (body === '') return {}
  if (type.includes('json')) {
    let value: unknown
    try {
      value = JSON.parse(body)
    } catch {
      return {}
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, entry]: [string, unknown]) =>
        entry === null || entry === undefined
          ? []
          : [[name, typeof entry === 'string' ? entry : JSON.stringify(entry)]],
      ),
    )
  }
  const boundary = /boundary=("?)([^";]+)\1/.exec(type)?.[2]
  if (boundary !== undefined) {
    return Object.fromEntries(
      body.split(`--${boundary}`).flatMap((part) => {
        const match = /^\r\n([\s\S]*?)\r\n\r\n([\s\S]*)\r\n$/.exec(part)
        const name = /name="([^"]+)"/.exec(match?.[1] ?? '')?.[1]
        return name === undefined || match?.[2] === undefined ? [] : [[name, match[2]]]
      }),
    )
  }
  return Object.fromEntries(new URLSearchParams(body))
}

/** What was clicked and ticked on a page of the consent dialog. */
export const formOf = (
  body: string,
): {
  readonly step: string
  readonly action: string
  readonly scopes: readonly string[]
  /** Null: every ad account, now and later. */
  readonly accounts: readonly string[] | null
} => {
  const form = new URLSearchParams(body)
  return {
    step: form.get('step') ?? '',
    action: form.get('action') ?? '',
    scopes: form.getAll('scope'),
    accounts: form.get('reach') === 'some' ? form.getAll('account') : null,
  }
}

export const bearerOf = (header: string | undefined): string | null =>
  /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header ?? '')?.[1] ?? null
