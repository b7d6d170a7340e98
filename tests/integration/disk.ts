import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const TRIES = 20

/** A small disk of its own over a folder, for tests of what a full or a read-only disk does. Linux, as root. */
export interface SmallDisk {
  /** Leaves so many bytes free. */
  fill(leaving: number): void
  /** Gives back what `fill` took. */
  free(): void
  /** False when something still has a file open for writing. */
  setReadOnly(readOnly: boolean): boolean
  unmount(): void
}

const run = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0

export const mountDisk = (folder: string, megabytes: number): SmallDisk | null => {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return null
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'tmpfs', folder)) return null
  const filler = join(folder, 'filler')
  return {
    fill: (leaving) => {
      for (let left = TRIES; ; left--) {
        const { bavail, bsize } = statfsSync(folder)
        try {
          return writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaving)))
        } catch (error) {
          // Whoever else writes there took some of it in between.
          rmSync(filler, { force: true })
          if (left === 0) throw error
        }
      }
    },
    free: () => rmSync(filler, { force: true }),
    setReadOnly: (readOnly) => run('mount', '-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder),
    // Also while files on it are still open.
    unmount: () => void run('umount', '-l', folder),
  }
}

/** Whether a disk can be mounted here at all. */
export const canMount = (): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'buydesk-mount-'))
  const disk = mountDisk(folder, 1)
  disk?.unmount()
  rmdirSync(folder)
  return disk !== null
}

/** Makes a file one that not even root may write; false where the file system cannot. */
export const setImmutable = (file: string, immutable: boolean): boolean =>
  existsSync(file) && run('chattr', immutable ? '+i' : '-i', file)
