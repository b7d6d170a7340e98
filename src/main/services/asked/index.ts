import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTasks } from '../running.ts'
import type { ReadAll } from '../sync/index.ts'
import { createAsking } from './asking.ts'
import { createBreakdowns } from './breakdowns.ts'
import type { Breakdowns } from './breakdowns.ts'
import { createColumns } from './columns.ts'
import type { Columns } from './columns.ts'
import { createHours } from './hours.ts'
import type { Hours } from './hours.ts'
import { createReadAsked } from './reading.ts'

export type { SameHoursOf } from './hours.ts'

/** Figures that are asked of Meta when somebody looks, and kept for when it cannot be reached. */
export interface AskedService {
  readonly breakdowns: Breakdowns
  readonly hours: Hours
  readonly columns: Columns
  /** Ends whatever is being asked. */
  cancel(): void
}

export const createAsked = ({
  context,
  link,
  running,
  readAll,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly running: RunningTasks
  readonly readAll: ReadAll
}): AskedService => {
  const asking = createAsking({ link, running })
  const readAsked = createReadAsked({ context, asking, readAll })
  return {
    breakdowns: createBreakdowns({ context, link, asking }),
    hours: createHours({ context, readAsked }),
    columns: createColumns({ context, readAsked }),
    cancel: () => running.cancel('asked'),
  }
}
