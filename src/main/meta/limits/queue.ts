import type { AppError } from '../../../shared/errors.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { Lane } from '../graph.ts'
import type { Ticket } from '../limiter.ts'
import { HttpError } from '../../ports.ts'
import type { Clock } from '../../ports.ts'
import { LANE_ORDER, LANES } from './lanes.ts'

interface Waiting {
  readonly ticket: Ticket
  readonly start: () => void
  readonly refuse: (error: Error) => void
}

export interface QueueNeeds {
  readonly clock: Clock
  /** When a ticket's turn may come as far as the limits go; now or earlier: at once. */
  readonly freeAt: (ticket: Ticket) => Instant
  readonly tooLong: (lane: Lane, at: Instant) => AppError | null
  /** Counts the ticket; the answer says that it has ended. */
  readonly begin: (ticket: Ticket) => () => void
}

/** Who waits for a turn: the lanes in their order, in each lane in the order they came. */
export const createQueue = ({ clock, freeAt, tooLong, begin }: QueueNeeds) => {
  const queues = new Map<Lane, Waiting[]>(LANE_ORDER.map((lane) => [lane, []]))
  let underWay = 0
  let alarm: (() => void) | null = null

  const start = (entry: Waiting) => {
    underWay += 1
    entry.start()
  }

  /** Starts whoever may start now, refuses who would wait too long, and comes back when the next may start. */
  const pump = () => {
    alarm?.()
    alarm = null
    const now = clock.now()
    let next = Infinity
    /** What a single account's ticket waits for is not taken by those behind it. */
    const held = new Set<string>()
    for (const lane of LANE_ORDER) {
      const queue = queues.get(lane) ?? []
      for (const entry of queue.slice()) {
        const { ticket } = entry
        const at = freeAt(ticket)
        const refusal = tooLong(lane, at)
        const behind = ticket.accounts.some((account) => held.has(account))
        if (refusal === null && (at > now || behind)) {
          if (at > now) next = Math.min(next, at)
          if (ticket.accounts.length === 1) held.add(ticket.accounts[0] ?? '')
        } else if (refusal !== null || underWay < LANES[lane].atOnce) {
          queue.splice(queue.indexOf(entry), 1)
          if (refusal) entry.refuse(refusal)
          else start(entry)
        }
      }
    }
    if (next !== Infinity) alarm = clock.after(Math.max(1, Math.ceil(next - now)), pump)
  }

  return {
    /** Somebody may have become free to go, or must wait longer. */
    pump,
    enter: (ticket: Ticket): Promise<() => void> =>
      new Promise((resolve, reject) => {
        const { signal, lane } = ticket
        if (signal?.aborted) return reject(new HttpError('cancelled', false))
        const queue = queues.get(lane) ?? []
        const leave = () => {
          const index = queue.indexOf(entry)
          if (index < 0) return
          queue.splice(index, 1)
          reject(new HttpError('cancelled', false))
          pump()
        }
        const entry: Waiting = {
          ticket,
          start: () => {
            signal?.removeEventListener('abort', leave)
            const end = begin(ticket)
            let released = false
            resolve(() => {
              if (released) return
              released = true
              end()
              underWay -= 1
              pump()
            })
          },
          refuse: (error) => {
            signal?.removeEventListener('abort', leave)
            reject(error)
          },
        }
        signal?.addEventListener('abort', leave, { once: true })
        queue.push(entry)
        pump()
      }),
  }
}
