import type { AdSet, Campaign } from './model.ts'
import type { EditField, Live, State } from './state.ts'

/** From when to when something may deliver. What the world gave holds until somebody writes another time. */

export interface Flights {
  /** Whether an instant is in the flight, as it stood at that instant. */
  holds(object: Campaign | AdSet, instant: number): boolean
  /** The instants at which a written flight begins and ends. */
  turns(id: string): readonly number[]
}

const TIMES = ['start_time', 'stop_time', 'end_time'] as const

export const createFlights = ({
  state,
  written,
}: {
  readonly state: State
  readonly written: Live['written']
}): Flights => {
  const timeOf = (object: { readonly id: string }, field: EditField, until?: number): number | null => {
    const text = written(object, field, until)
    return text === null || text === undefined ? null : Number(text)
  }

  const endAt = (object: Campaign | AdSet, instant: number): number | null => {
    const field = object.level === 'campaign' ? 'stop_time' : 'end_time'
    if (written(object, field, instant) !== undefined) return timeOf(object, field, instant)
    const { endDay } = object.level === 'campaign' ? object : object.campaign
    if (endDay === Infinity || state.made(object.id)) return null
    // A campaign goes on as long as any of its ad sets, and they as long as it does.
    const moved =
      object.level === 'campaign'
        ? object.adsets.some((adset) => written(adset, 'end_time', instant) !== undefined)
        : written(object.campaign, 'stop_time', instant) !== undefined
    return moved ? null : object.account.zone.startOf(endDay)
  }

  return {
    holds: (object, instant) => {
      const start = timeOf(object, 'start_time', instant)
      const end = endAt(object, instant)
      return (start === null || instant >= start) && (end === null || instant < end)
    },
    turns: (id) => TIMES.flatMap((field) => timeOf({ id }, field) ?? []),
  }
}
