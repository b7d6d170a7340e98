import { FileChartColumn } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Report } from '../../../shared/domain/reports.ts'
import { READY_REPORTS, readyReport } from '../../../shared/domain/reports.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Room } from '../../ui/room.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { ReportActions } from './actions.tsx'
import { AddBlock, Arrange } from './arrange.tsx'
import { movedTo } from './arranged.ts'
import { ReportList } from './list.tsx'
import { ReportScope } from './report-head.tsx'
import { Blocks } from './report-page.tsx'
import css from './reports.module.css'
import { SettingsDialog } from './settings-dialog.tsx'
import { useFigures } from './use-figures.ts'
import { useKeeping } from './use-keeping.ts'
import type { ShownReport } from './use-reports.ts'
import { copiedName, createReport, deleteReport, useReports } from './use-reports.ts'

const [FIRST] = READY_REPORTS

/** Some account of the report is still watched. */
const isOfWatched = (
  { accountIds }: Report,
  accounts: readonly { readonly id: string; readonly watched: boolean }[],
): boolean => accountIds.length === 0 || accounts.some(({ id, watched }) => watched && accountIds.includes(id))

export const ReportsRoom = (): ReactElement => {
  const { reports } = useStrings()
  const format = useFormat()
  const say = useSay()
  const { all: kept, server } = useReports()
  const { all, change, forget, arrange, failure, retry } = useKeeping(kept, server.refresh)
  const book = useFigures()
  const selected = useView((state) => (state.selected?.kind === 'report' ? state.selected.id : FIRST))
  const accounts = useAccounts().value
  const [arranged, setArranged] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const [told, setTold] = useState('')
  const current = all?.find(({ id }) => id === selected) ?? all?.[0]
  const isArranged = current !== undefined && !current.ready && arranged === current.id
  const own = (all ?? []).filter(({ ready }) => !ready)

  const attempt = (work: Promise<unknown>): void => void work.catch(say.failed)
  const move = (id: string, place: number): void => {
    const moved = own.find((each) => each.id === id)
    if (!moved || place < 0 || place >= own.length) return
    arrange(movedTo(own, id, place).map((each) => each.id))
    setTold(reports.moved(moved.name, place + 1, own.length))
  }
  const duplicate = async ({ name, report }: ShownReport): Promise<void> => {
    const copy = copiedName(name, all ?? [], reports.copyName)
    await createReport(copy, report)
    say.done(reports.duplicated(format.quoted(copy)))
  }
  const create = async (): Promise<void> => {
    await createReport(reports.newName, { ...readyReport('last7d'), blocks: [] })
  }
  const remove = async (report: ShownReport): Promise<void> => {
    const undo = await deleteReport(report)
    forget(report.id)
    say.done(reports.deleted(format.quoted(report.name)), { label: reports.undo, run: () => attempt(undo()) })
  }

  const isWatching = accounts === undefined || accounts.rows.some(({ watched }) => watched)
  const page = (shown: ShownReport): ReactElement => {
    const { report } = shown
    if (!isWatching) {
      return (
        <Empty
          icon={<FileChartColumn />}
          title={reports.noAccountsTitle}
          actions={<Button onClick={() => useView.getState().go('accounts')}>{reports.chooseAccounts}</Button>}
        >
          {reports.noAccountsText}
        </Empty>
      )
    }
    if (accounts !== undefined && !isOfWatched(report, accounts.rows)) {
      return (
        <Empty
          icon={<FileChartColumn />}
          title={reports.noneWatchedTitle}
          actions={
            <>
              <Button onClick={() => setAsking(true)}>{reports.rename}</Button>
              <Button onClick={() => useView.getState().go('accounts')}>{reports.chooseAccounts}</Button>
            </>
          }
        >
          {reports.noneWatchedText}
        </Empty>
      )
    }
    if (report.blocks.length === 0 && !isArranged) {
      return (
        <Empty
          icon={<FileChartColumn />}
          title={reports.emptyTitle}
          actions={
            <AddBlock
              blocks={report.blocks}
              onAdd={(block) => {
                setArranged(shown.id)
                change({ ...shown, report: { ...report, blocks: [block] } })
              }}
            />
          }
        >
          {reports.emptyText}
        </Empty>
      )
    }
    return isArranged ? (
      <Arrange key={shown.id} report={report} book={book} onChange={(next) => change({ ...shown, report: next })} />
    ) : (
      <Blocks report={report} book={book} />
    )
  }

  return (
    <Room
      title={reports.title}
      note={
        current ? (
          <span className={css['about']}>
            <strong>
              <bdi>{current.name}</bdi>
            </strong>
            <ReportScope report={current.report} />
          </span>
        ) : null
      }
      actions={
        current ? (
          <ReportActions
            report={current}
            isArranged={isArranged}
            place={own.findIndex(({ id }) => id === current.id)}
            of={own.length}
            onArrange={() => setArranged(isArranged ? null : current.id)}
            onSettings={() => setAsking(true)}
            onDuplicate={() => attempt(duplicate(current))}
            onMove={(place) => move(current.id, place)}
            onDelete={() => attempt(remove(current))}
            onCreate={() => attempt(create())}
          />
        ) : null
      }
      banner={
        failure ? (
          <FailureBanner failure={failure} onRetry={retry} />
        ) : server.failure ? (
          <FailureBanner failure={server.failure} onRetry={() => void server.refresh()} />
        ) : null
      }
    >
      {all && current ? (
        <div className={css['split']}>
          <ReportList all={all} current={current.id} onMove={move} />
          <div className={css['page']} tabIndex={0} role="region" aria-label={current.name}>
            {page(current)}
          </div>
          <p className={css['told']} role="status">
            {told}
          </p>
        </div>
      ) : server.failure ? null : (
        <Skeleton lines={10} height="32px" />
      )}
      {asking && current ? (
        <SettingsDialog
          key={current.id}
          name={current.name}
          report={current.report}
          onClose={() => setAsking(false)}
          onSave={(name, report) => {
            setAsking(false)
            change({ ...current, name, report })
          }}
        />
      ) : null}
    </Room>
  )
}
