import type { Cell, Column } from '../../export/columns.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { TimelinePage } from '../../../shared/contract/timeline.ts'
import { plainTime } from '../../../shared/domain/day.ts'
import type { FieldChange } from '../../../shared/domain/object-state.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { MOST_ENTRIES } from '../../../shared/domain/timeline.ts'
import type { TimelineEntry } from '../../../shared/domain/timeline.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { TimelineWords } from '../../../shared/words/exports/timeline.ts'
import type { TableContent } from './rows-file.ts'

export type TimelineQuestion = Omit<Checked<'timeline.list'>, 'cursor' | 'limit'>
export type AskTimeline = (input: Checked<'timeline.list'>) => Promise<TimelinePage>

const KINDS: Readonly<Record<keyof TimelineWords['columns'], Column['kind']>> = {
  at: 'instant',
  notBefore: 'instant',
  account: 'text',
  accountId: 'text',
  level: 'text',
  object: 'text',
  objectId: 'text',
  kind: 'text',
  what: 'text',
  currency: 'text',
  before: 'text',
  beforeAmount: 'money',
  after: 'text',
  afterAmount: 'money',
  spendChange: 'money',
  by: 'text',
  name: 'text',
  reason: 'text',
  state: 'text',
  answer: 'text',
  trace: 'text',
  application: 'text',
  told: 'text',
  edit: 'text',
}
const COLUMNS = Object.keys(KINDS) as (keyof typeof KINDS)[]

/** One side of a change: an amount or a text; statuses and bid strategies in Meta's words. */
const sideOf = (
  change: FieldChange,
  side: 'before' | 'after',
): { readonly text: string | null; readonly amount: number | null } => {
  switch (change.kind) {
    case 'budget':
    case 'bid':
    case 'spendCap':
      return { text: null, amount: change[side] }
    case 'startsAt':
    case 'endsAt': {
      const at = change[side]
      return { text: at === null ? null : plainTime(at), amount: null }
    }
    case 'targeting':
      return { text: change[side] === null ? null : JSON.stringify(change[side]), amount: null }
    case 'status':
    case 'name':
      return { text: change[side], amount: null }
    case 'bidStrategy':
      return { text: change[side], amount: 'bid' in change ? change.bid[side] : null }
  }
}

const whatOf = (entry: TimelineEntry, words: TimelineWords): string => {
  switch (entry.kind) {
    case 'change': {
      const { change } = entry
      return words.fields[change.kind === 'budget' && change.of !== null ? change.of : change.kind]
    }
    case 'event':
      return entry.words ?? entry.event
    case 'restated':
      return words.restated(entry.restated.days, entry.restated.since, entry.restated.until)
    case 'alert':
      return `${words.alert[entry.alert.what]}: ${entry.alert.kind}`
  }
}

const cellsOf = (
  entry: TimelineEntry,
  account: AdAccount | undefined,
  words: TimelineWords,
  sentence: (failure: Failure) => string,
): Readonly<Record<keyof typeof KINDS, Cell>> => {
  const change = entry.kind === 'change' ? entry : null
  const before = change && sideOf(change.change, 'before')
  const after = change && sideOf(change.change, 'after')
  const own = 'edit' in entry ? entry : null
  const edit = own?.edit ?? null
  // Nobody did what an alert found.
  const who = entry.kind === 'alert' ? null : entry.who
  return {
    at: entry.at,
    notBefore: change?.notBefore ?? null,
    account: account?.name ?? null,
    accountId: entry.accountId,
    level: words.levels[entry.level],
    object: entry.objectName,
    objectId: entry.objectId,
    kind: words.kinds[entry.kind],
    what: whatOf(entry, words),
    currency: account?.currency ?? null,
    before: before?.text ?? null,
    beforeAmount: before?.amount ?? null,
    after: after?.text ?? null,
    afterAmount: after?.amount ?? null,
    spendChange: entry.kind === 'restated' ? entry.restated.spend : null,
    by: who && words.who[who.kind === 'desk' && who.undo ? 'undo' : who.kind],
    name: who !== null && 'name' in who ? who.name : null,
    reason: edit === null || edit.reason === '' ? null : edit.reason,
    state: edit && words.states[edit.state],
    answer: edit?.failure ? sentence(edit.failure) : null,
    trace: edit?.traceId ?? null,
    application: 'application' in entry ? entry.application : null,
    told: own ? own.sources.map((source) => words.sources[source]).join(', ') : null,
    edit: edit?.id ?? null,
  }
}

/** Everything that happened and fits the question, newest first. */
export const timelineContent = (
  ask: AskTimeline,
  question: TimelineQuestion,
  {
    accounts,
    words,
    sentence,
  }: {
    readonly accounts: ReadonlyMap<string, AdAccount>
    readonly words: TimelineWords
    readonly sentence: (failure: Failure) => string
  },
): TableContent => ({
  name: words.name,
  columns: COLUMNS.map((id) => ({ id, title: words.columns[id], kind: KINDS[id] })),
  pages: async function* () {
    let rows = 0
    for (let cursor: Checked<'timeline.list'>['cursor'] = null; ;) {
      const page: TimelinePage = await ask({ ...question, cursor, limit: MOST_ENTRIES })
      rows += page.entries.length
      cursor = page.next
      // How much is left nobody knows before it was read.
      const total = cursor === null ? rows : 2 * Math.max(rows, MOST_ENTRIES)
      yield {
        rows: page.entries.map((entry): readonly Cell[] => {
          const cells = cellsOf(entry, accounts.get(entry.accountId ?? ''), words, sentence)
          return COLUMNS.map((id) => cells[id])
        }),
        total,
      }
      if (cursor === null) return
    }
  },
})
