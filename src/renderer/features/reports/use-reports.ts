import { MOST_ARRANGED, MOST_NAME } from '../../../shared/domain/kept.ts'
import type { Kept } from '../../../shared/domain/kept.ts'
import { READY_REPORTS, readyReport } from '../../../shared/domain/reports.ts'
import type { Report } from '../../../shared/domain/reports.ts'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import type { Server } from '../../stores/server.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'

/** A report as the window shows it. */
export interface ShownReport {
  readonly id: string
  readonly name: string
  readonly report: Report
  /** Always there, and always as it is. */
  readonly ready: boolean
}

const EVENTS = ['kept.changed', 'app.changed'] as const
const useKept = (): Server<readonly Kept<'report'>[]> =>
  useServer(
    'kept.list:report',
    async () => (await call('kept.list', { kind: 'report' })) as readonly Kept<'report'>[],
    EVENTS,
  )

export const useReports = (): {
  readonly all: readonly ShownReport[] | undefined
  readonly server: Server<unknown>
} => {
  const { reports } = useStrings()
  const server = useKept()
  const ready = READY_REPORTS.map((id) => ({ id, name: reports.readyNames[id], report: readyReport(id), ready: true }))
  return {
    all: server.value && [
      ...ready,
      ...server.value.map(({ id, name, doc }) => ({ id, name, report: doc, ready: false })),
    ],
    server,
  }
}

export const openReport = (id: string): void => useView.getState().select({ kind: 'report', id })

/** A report of somebody's own; it is open then. Throws CallError. */
export const createReport = async (name: string, report: Report): Promise<void> => {
  const { id } = await call('kept.save', { kind: 'report', name, doc: report })
  openReport(id)
}

export const saveReport = async (id: string, name: string, report: Report): Promise<void> => {
  await call('kept.save', { kind: 'report', id, name, doc: report })
}

/** Puts people's own reports in this order. */
export const arrangeReports = async (ids: readonly string[]): Promise<void> => {
  await call('kept.arrange', { kind: 'report', ids: ids.slice(0, MOST_ARRANGED) })
}

/** `7 days, copy`; `7 days, copy 2` where there is one: a name that is not there yet, and no longer than names can be. */
export const copiedName = (
  name: string,
  taken: readonly ShownReport[],
  copyName: (name: string, copy: number) => string,
): string => {
  const names = new Set(taken.map((each) => each.name))
  for (let copy = 1; ; copy++) {
    const more = copyName('', copy).length
    const made = copyName(name.slice(0, MOST_NAME - more).toWellFormed(), copy)
    if (!names.has(made)) return made
  }
}

/** Answers with what takes it back: the report as it was, in its place. */
export const deleteReport = async ({ id, name, report }: ShownReport): Promise<() => Promise<void>> => {
  const order = (await call('kept.list', { kind: 'report' })).map((each) => each.id)
  await call('kept.delete', { kind: 'report', id })
  return async () => {
    const again = await call('kept.save', { kind: 'report', name, doc: report })
    await call('kept.arrange', { kind: 'report', ids: order.map((each) => (each === id ? again.id : each)) })
    openReport(again.id)
  }
}
