import { createHash } from 'node:crypto'
import { invalid } from '../graph-error.ts'
import { refusal } from './refusals.ts'
import type { Account } from '../model.ts'
import type { Library } from '../library.ts'
import type { Params } from '../params.ts'
import type { Tools } from './tools.ts'

/** Uploading and removing pictures. */

const MOST_BYTES = 30 * 1024 * 1024

/** Width and height of a PNG, GIF or JPEG; null for what is none. */
export const sizeOf = (bytes: Buffer): { readonly width: number; readonly height: number } | null => {
  if (bytes.length >= 24 && bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')))
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (bytes.length >= 10 && /^GIF8[79]a$/.test(bytes.subarray(0, 6).toString('latin1')))
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
  }
  return null
}

const written = (library: Library, id: string): Readonly<Record<string, unknown>> => {
  const values = library.find(id)?.values ?? {}
  return {
    hash: values['hash'],
    url: values['url'],
    url_128: values['url_128'],
    name: values['name'],
    height: values['height'],
    width: values['width'],
  }
}

export const createImages = ({ library, live, make, record }: Tools) => ({
  /** `bytes`: the picture in base64. Throws GraphError. */
  upload: (account: Account, params: Params): unknown => {
    const { bytes: text } = params
    if (text === undefined) throw invalid('The parameter bytes is required')
    const bytes = Buffer.from(text, 'base64')
    const size = sizeOf(bytes)
    if (bytes.length === 0 || bytes.length > MOST_BYTES || !size)
      throw refusal(null, 'Picture Cannot Be Read', 'Send a JPEG, PNG or GIF of at most 30 MB.', 'bytes')
    const hash = createHash('md5').update(bytes).digest('hex')
    const id = `${account.digits}:${hash}`
    const known = library.find(id)
    if (!known)
      make({
        kind: 'image',
        account: account.id,
        parent: null,
        values: { hash, name: params['name'] ?? `${hash}.png`, width: String(size.width), height: String(size.height) },
      })
    else if (live.written(known, 'status') === 'DELETED') record(id, 'status', 'DELETED', 'ACTIVE')
    return { images: { [params['name'] ?? 'bytes']: written(library, id) } }
  },
  /** Only what no creative shows can go. Throws GraphError. */
  remove: (account: Account, params: Params): void => {
    const { hash } = params
    if (hash === undefined) throw invalid('The parameter hash is required')
    const image = library.find(`${account.digits}:${hash}`)
    if (!image || live.written(image, 'status') === 'DELETED') throw invalid(`Image hash ${hash} does not exist`)
    const isUsed =
      image.values['is_associated_creatives_in_adgroups'] === true ||
      library
        .of(account, 'creative')
        .some(
          (creative) =>
            live.written(creative, 'status') !== 'DELETED' && JSON.stringify(creative.values).includes(hash),
        )
    if (isUsed) throw refusal(null, 'Picture Is Used', 'A picture that a creative shows cannot be deleted.', 'hash')
    record(image.id, 'status', 'ACTIVE', 'DELETED')
  },
})
