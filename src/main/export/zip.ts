import { constants, deflateRawSync } from 'node:zlib'
import { Zip, ZipPassThrough } from 'fflate'
import { PIECE } from './sink.ts'

/** Deflate, as numbered in a zip. */
const DEFLATED = 8
/** Sheets of figures shrink to a tenth even so; more effort costs time and gains little. */
const LEVEL = 3

/** Each piece is compressed by itself, in native code, and ends on a whole byte: so a file of any size passes through. */
class DeflatedFile extends ZipPassThrough {
  constructor(name: string, at: number) {
    super(name)
    this.compression = DEFLATED
    this.mtime = at
  }
  protected override process(chunk: Uint8Array<ArrayBuffer>, final: boolean): void {
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
    this.ondata(null, new Uint8Array(deflateRawSync(chunk, { level: LEVEL, finishFlush })), final)
  }
}

export interface ZipWriter {
  /** Begins a file in it; the one before is over. */
  file(name: string): { text(text: string): void; end(): void }
  end(): void
}

/** `at`: the time that files in it carry. */
export const createZip = (write: (bytes: Uint8Array) => void, at: number): ZipWriter => {
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    write(bytes)
  })
  const encoder = new TextEncoder()
  let room = new Uint8Array(PIECE * 3)
  /** In the same memory each time: it is compressed before the next one comes. */
  const encoded = (text: string): Uint8Array<ArrayBuffer> => {
    if (text.length * 3 > room.length) room = new Uint8Array(text.length * 3)
    return room.subarray(0, encoder.encodeInto(text, room).written)
  }
  return {
    file: (name) => {
      const file = new DeflatedFile(name, at)
      zip.add(file)
      return {
        text: (text) => file.push(encoded(text), false),
        end: () => file.push(new Uint8Array(0), true),
      }
    },
    end: () => zip.end(),
  }
}
