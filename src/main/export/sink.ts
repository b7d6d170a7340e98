import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

/** Where a format's bytes go. Throws what the disk says. */
export interface Sink {
  text(text: string): void
  bytes(bytes: Uint8Array): void
  /** Bytes taken so far. */
  written(): number
}

/** A file that is not there under its name before it is whole. */
export interface FileSink extends Sink {
  /** It is on the disk and has its name; one of that name is replaced. */
  keep(): void
  /** Nothing is left. */
  discard(): void
}

/** A format hands its text over in pieces of about this many characters. */
export const PIECE = 256 * 1024

/** `part`: the name it has until it is whole, in the same folder. */
export const createFileSink = (part: string, file: string): FileSink => {
  const descriptor = openSync(part, 'w')
  const encoder = new TextEncoder()
  // A character takes three bytes at most.
  let room = new Uint8Array(PIECE * 3 + 65_536)
  let total = 0
  let open = true

  const write = (bytes: Uint8Array, length: number): void => {
    for (let at = 0; at < length;) at += writeSync(descriptor, bytes, at, length - at)
    total += length
  }
  const close = (): void => {
    if (open) closeSync(descriptor)
    open = false
  }

  return {
    text: (text) => {
      if (text.length * 3 > room.length) room = new Uint8Array(text.length * 3)
      write(room, encoder.encodeInto(text, room).written)
    },
    bytes: (bytes) => write(bytes, bytes.length),
    written: () => total,
    keep: () => {
      fsyncSync(descriptor)
      close()
      renameSync(part, file)
    },
    discard: () => {
      close()
      rmSync(part, { force: true })
    },
  }
}
