import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  if (process.platform !== 'linux') return true
  try {
    // The number may have been given to another program since.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('host')
  } catch {
    return false
  }
}

/**
 * One instance a data folder. The first keeps a file with its process number and listens; a second hands over its
 * command line and learns at once that it is the second. `told` settles when the first has it.
 */
export const takeLock = (
  folder: string,
  secondInstance: (argv: string[], cwd: string, data: unknown) => void,
  data: unknown,
): { first: boolean; told: Promise<void>; release: () => void } => {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'instance.lock')
  const name = `buydesk-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(readFileSync(file, 'utf8'))
    if (holder !== process.pid && Number.isInteger(holder) && holder > 0 && alive(holder)) {
      const told = new Promise<void>((resolve) => {
        const socket = connect(address, () =>
          socket.end(JSON.stringify({ argv: process.argv, cwd: process.cwd(), data: data ?? null })),
        )
        socket.on('close', () => resolve())
        socket.on('error', () => resolve())
      })
      return { first: false, told, release: () => undefined }
    }
    rmSync(file, { force: true })
  }
  if (process.platform !== 'win32') rmSync(address, { force: true })
  const server = createServer((socket) => {
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('end', () => {
      const got = JSON.parse(text) as { argv: string[]; cwd: string; data: unknown }
      secondInstance(got.argv, got.cwd, got.data)
      socket.end()
    })
    socket.on('error', () => undefined)
  })
  server.listen(address)
  server.unref()
  const release = (): void => {
    server.close()
    rmSync(file, { force: true })
    if (process.platform !== 'win32') rmSync(address, { force: true })
  }
  process.on('exit', release)
  return { first: true, told: Promise.resolve(), release }
}
