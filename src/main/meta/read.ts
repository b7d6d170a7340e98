import type { CampaignId } from '../../shared/domain/objects.ts'
import type { Clock, Ids } from '../ports.ts'
import { chunksOf } from './batch.ts'
import { idOf, isFields } from './decode/scalars.ts'
import { deletedToo } from './endpoints.ts'
import type { ReadingOptions, ReadReport, ReadRequest, ReportBook, Sink } from './graph.ts'
import { createLeftFields } from './left-fields.ts'
import type { Limiter } from './limiter.ts'
import { createList } from './list.ts'
import type { Edge } from './nodes/node.ts'
import { createFlow } from './read/flow.ts'
import type { Part } from './read/part.ts'
import { createExpectations } from './read/reports.ts'
import { createSteps, memoryOf } from './read/steps.ts'
import type { StepsNeeds } from './read/steps.ts'
import { reportOf, taskOf } from './read/task.ts'
import { createTurns } from './read/turns.ts'
import type { Requester } from './request.ts'

/** Objects asked for by id in one call. */
const IDS_AT_ONCE = 100

const partsOf = (request: ReadRequest): readonly Part[] => {
  const whole = { among: null, spared: [], heavy: false }
  if (request.ids === undefined) return [{ ...whole, request }]
  return chunksOf(request.ids, IDS_AT_ONCE).map((ids) => ({ ...whole, request: { ...request, ids } }))
}

const CAMPAIGN_IDS: Edge<CampaignId> = {
  name: 'campaigns',
  node: {
    name: 'campaign',
    core: ['id'],
    more: [],
    decode: (row) => (isFields(row) ? idOf(row['id']) : null),
  },
  page: 500,
}

export interface ReaderNeeds {
  readonly requester: Requester
  readonly limiter: Limiter
  readonly clock: Clock
  readonly ids: Ids
  readonly book: ReportBook
}

export type Read = (
  requests: readonly ReadRequest[],
  sink: Sink,
  options: ReadingOptions,
) => Promise<readonly ReadReport[]>

export const createReader = ({ requester, limiter, clock, ids, book }: ReaderNeeds): Read => {
  const leftFields = createLeftFields({ clock })
  const list = createList({ requester, leftFields, clock, ids })
  const campaignsOf: StepsNeeds['campaignsOf'] = async ({ accountId }, { lane, signal }) => {
    const filter = { filtering: JSON.stringify([deletedToo('campaign')]) }
    const found = await list(CAMPAIGN_IDS, accountId, { lane, accountId, filter, ...(signal ? { signal } : {}) })
    if (found.failure) throw found.failure
    return found.items
  }
  const expectations = createExpectations()
  const steps = createSteps({ requester, limiter, book, leftFields, expectations, campaignsOf })
  const turns = createTurns({ requester, limiter, clock, ids, steps })
  const readAll = createFlow({ limiter, clock, steps, turns, expectations })

  return async (requests, sink, options) => {
    const tasks = requests.map((request) => taskOf(request, partsOf(request), leftFields.of(memoryOf(request))))
    await readAll(tasks, sink, options)
    return tasks.map(reportOf)
  }
}
