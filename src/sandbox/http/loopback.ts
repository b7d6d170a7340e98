import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

interface Loopback {
  readonly listening: () => boolean
  /** The port it got: `at`, or any free one for 0. Rejects with the system's error. */
  listen(at: number): Promise<number>
  /** Cuts every connection at once. */
  close(): Promise<void>
}

/** A server that can go away and come back, as a network does. */
export const createLoopback = (host: string, listener: RequestListener): Loopback => {
  const sockets = new Set<Socket>()
  const server = createServer(listener)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  const listen = (at: number): Promise<number> =>
    new Promise((done, fail) => {
      server.once('error', fail)
      server.listen(at, host, () => {
        server.off('error', fail)
        done((server.address() as AddressInfo).port)
      })
    })
  const close = (): Promise<void> =>
    new Promise((done) => {
      if (!server.listening) return done()
      server.close(() => done())
      for (const socket of sockets) socket.destroy()
    })
  return { listening: () => server.listening, listen, close }
}
