import type { Instant } from '../../shared/domain/day.ts'
import type { EditMark } from '../../shared/domain/edits.ts'
import type { FieldChange } from '../../shared/domain/object-state.ts'
import { CREATED } from '../../shared/domain/timeline-entries.ts'
import type { OwnEdit, TimelineEntry, Who } from '../../shared/domain/timeline.ts'
import { NOTHING } from '../format.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

/** Entries of the timeline in words. */

export const whoText = ({ timeline }: Strings, who: Who): string => {
  switch (who.kind) {
    case 'desk':
      return who.undo ? timeline.undo : who.name === null ? timeline.you : timeline.youAs(who.name)
    case 'strategy':
      return timeline.strategy(who.name)
    case 'person':
      return who.name
    case 'meta':
      return timeline.metaItself
    case 'unknown':
      return timeline.unknown
  }
}

export const bidStrategyText = ({ timeline }: Strings, word: string | null): string => {
  if (word === null) return NOTHING
  const known: Readonly<Record<string, string>> = timeline.bidStrategies
  return known[word] ?? word
}

export const fieldText = ({ timeline }: Strings, change: FieldChange): string =>
  change.kind === 'budget' && change.of !== null
    ? change.of === 'daily'
      ? timeline.dailyBudget
      : timeline.lifetimeBudget
    : timeline.fields[change.kind]

/** A time of an object by the clock of its account, `zone`; undefined: the account is not known, and then it is by UTC and says so. */
export const timeText = (format: Format, at: Instant, zone: string | undefined): string =>
  zone === undefined ? `${format.fullDateTime(at, 'UTC')} UTC` : format.fullDateTime(at, zone)

/** One side of a change, times as `timeText`; targeting is too long to be said in a line. */
export const valueText = (
  strings: Strings,
  format: Format,
  change: FieldChange,
  side: 'before' | 'after',
  currency: string,
  zone: string | undefined,
): string => {
  switch (change.kind) {
    case 'status': {
      const status = change[side]
      return status === null ? NOTHING : strings.campaigns.statuses[status]
    }
    case 'budget':
    case 'bid':
    case 'spendCap':
      return format.money(change[side], currency)
    case 'bidStrategy': {
      const strategy = bidStrategyText(strings, change[side])
      const bid = 'bid' in change ? change.bid[side] : null
      return bid === null ? strategy : strings.timeline.withBid(strategy, format.money(bid, currency))
    }
    case 'name':
      return change[side] ?? NOTHING
    case 'startsAt':
    case 'endsAt': {
      const at = change[side]
      if (at === null) return change.kind === 'endsAt' ? strings.timeline.open : NOTHING
      return timeText(format, at, zone)
    }
    case 'targeting':
      return strings.timeline.changed
  }
}

/** `Name: Autumn → Winter`. */
export const changeLine = (
  strings: Strings,
  format: Format,
  change: FieldChange,
  currency: string,
  zone: string | undefined,
): string =>
  `${fieldText(strings, change)}: ${valueText(strings, format, change, 'before', currency, zone)} → ${valueText(strings, format, change, 'after', currency, zone)}`

/** What happened, in a few words. */
export const whatText = (strings: Strings, entry: TimelineEntry): string => {
  const { timeline, alerts } = strings
  switch (entry.kind) {
    case 'change':
      return fieldText(strings, entry.change)
    case 'event':
      return entry.event === CREATED ? timeline.made : (entry.words ?? entry.event.replaceAll('_', ' '))
    case 'restated':
      return timeline.restated(entry.restated.days)
    case 'alert': {
      const what = alerts.kinds[entry.alert.kind]
      return entry.alert.what === 'opened' ? timeline.alertOpened(what) : timeline.alertResolved(what)
    }
  }
}

/** From what to what, in a line; empty: there is nothing more to say. */
export const changedText = (
  strings: Strings,
  format: Format,
  entry: TimelineEntry,
  currency: string,
  zone: string | undefined,
): string => {
  switch (entry.kind) {
    case 'change': {
      const { change } = entry
      if (change.kind === 'targeting') return strings.timeline.changed
      return `${valueText(strings, format, change, 'before', currency, zone)} → ${valueText(strings, format, change, 'after', currency, zone)}`
    }
    case 'restated': {
      const { since, until, spend, results, purchases } = entry.restated
      const signed = (value: number | null, say: (value: number) => string): string | null =>
        value === null || value === 0 ? null : `${value > 0 ? '+' : '−'}${say(Math.abs(value))}`
      const { names } = strings.metrics
      const parts = [
        ['spend', signed(spend, (value) => format.money(value, currency))],
        ['results', signed(results, format.count)],
        ['purchases', results === purchases ? null : signed(purchases, format.count)],
      ] as const
      return [
        format.range(since, until),
        ...parts.flatMap(([id, text]) => (text === null ? [] : [`${names[id]} ${text}`])),
      ].join(' · ')
    }
    case 'alert':
      return entry.alert.what === 'resolved' && entry.alert.resolution !== null
        ? strings.alerts.resolutions[entry.alert.resolution]
        : ''
    case 'event':
      return ''
  }
}

/** What our journal knows of it; null: it is no edit of ours. */
export const ownEdit = (entry: TimelineEntry): OwnEdit | null => ('edit' in entry ? entry.edit : null)

/** Of an edit of ours that is not as it was meant to be: how it stands. Null: there is nothing to be said. */
export const standingOf = (entry: TimelineEntry): EditMark | null => {
  const state = ownEdit(entry)?.state ?? 'confirmed'
  return state === 'confirmed' ? null : state
}

export const reasonText = (entry: TimelineEntry): string => ownEdit(entry)?.reason ?? ''
