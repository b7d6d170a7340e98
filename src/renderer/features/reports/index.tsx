import { Copy, Ellipsis, FileChartColumn, FileOutput, LayoutGrid, Pencil, Plus, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import type { Report } from '../../../shared/domain/reports.ts'
import { READY_REPORTS, readyReport } from '../../../shared/domain/reports.ts'
import { chosenCsv } from '../../stores/export-style.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { Room } from '../../ui/room.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { AddBlock, Arrange } from './arrange.tsx'
import { ReportList } from './list.tsx'
import { ReportScope } from './report-head.tsx'
import { Blocks } from './report-page.tsx'
import css from './reports.module.css'
import { SettingsDialog } from './settings-dialog.tsx'
import { useFigures } from './use-figures.ts'
import type { ShownReport } from './use-reports.ts'
import { createReport, deleteReport, saveReport, useReports } from './use-reports.ts'

const FORMATS = ['pdf', 'png', 'xlsx', 'csv'] as const
const [FIRST] = READY_REPORTS

export const ReportsRoom = (): ReactElement => {
  const { reports, common, exports } = useStrings()
  const format = useFormat()
  const say = useSay()
  const { all, server } = useReports()
  const book = useFigures()
  const selected = useView((state) => (state.selected?.kind === 'report' ? state.selected.id : FIRST))
  const accounts = useAccounts().value
  const [arranged, setArranged] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  /** What was changed and is being kept: it is on the screen at once. */
  const [changed, setChanged] = useState<{ readonly id: string; readonly report: Report } | null>(null)
  const found = all?.find(({ id }) => id === selected) ?? all?.[0]
  const current: ShownReport | undefined =
    found && changed?.id === found.id ? { ...found, report: changed.report } : found
  const isArranged = current !== undefined && !current.ready && arranged === current.id

  const attempt = (work: Promise<unknown>): void => void work.catch(say.failed)
  useEffect(() => setChanged(null), [server.value])

  const change = ({ id, name }: ShownReport, report: Report): void => {
    setChanged({ id, report })
    saveReport(id, name, report).catch((error: unknown) => {
      setChanged(null)
      say.failed(error)
    })
  }
  const duplicate = async ({ name, report }: ShownReport): Promise<void> => {
    const copy = reports.copyName(name)
    await createReport(copy, report)
    say.done(reports.duplicated(format.quoted(copy)))
  }
  const create = async (): Promise<void> => {
    await createReport(reports.newName, { ...readyReport('last7d'), blocks: [] })
  }
  const remove = async (report: ShownReport): Promise<void> => {
    const undo = await deleteReport(report)
    say.done(reports.deleted(format.quoted(report.name)), { label: reports.undo, run: () => attempt(undo()) })
  }

  const isWatching = accounts === undefined || accounts.rows.some(({ watched }) => watched)
  const actions = current ? (
    <>
      {current.ready ? (
        <Button icon={<Copy />} title={reports.readyHint} onClick={() => attempt(duplicate(current))}>
          {reports.duplicate}
        </Button>
      ) : (
        <Button
          icon={<LayoutGrid />}
          aria-pressed={isArranged}
          onClick={() => setArranged(isArranged ? null : current.id)}
        >
          {isArranged ? reports.doneEditing : reports.edit}
        </Button>
      )}
      <ExportMenu
        formats={FORMATS}
        request={(chosen) => ({ kind: 'report', id: current.id, format: chosen, ...chosenCsv() })}
      >
        <>
          <MenuSeparator />
          <MenuItem icon={<FileOutput />} onClick={() => useDialogs.getState().show({ kind: 'exportDays' })}>
            {exports.daysEllipsis}
          </MenuItem>
        </>
      </ExportMenu>
      {current.ready ? null : (
        <Menu align="end" trigger={<IconButton label={common.more} icon={<Ellipsis />} />}>
          <MenuItem icon={<Pencil />} onClick={() => setAsking(true)}>
            {reports.rename}
          </MenuItem>
          <MenuItem icon={<Copy />} onClick={() => attempt(duplicate(current))}>
            {reports.duplicate}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} danger onClick={() => attempt(remove(current))}>
            {reports.delete}
          </MenuItem>
        </Menu>
      )}
      <Button kind="primary" icon={<Plus />} onClick={() => attempt(create())}>
        {reports.create}
      </Button>
    </>
  ) : null

  const page = (shown: ShownReport): ReactElement => {
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
    if (shown.report.blocks.length === 0 && !isArranged) {
      return (
        <Empty
          icon={<FileChartColumn />}
          title={reports.emptyTitle}
          actions={
            <AddBlock
              blocks={shown.report.blocks}
              onAdd={(block) => {
                setArranged(shown.id)
                change(shown, { ...shown.report, blocks: [block] })
              }}
            />
          }
        >
          {reports.emptyText}
        </Empty>
      )
    }
    return isArranged ? (
      <Arrange key={shown.id} report={shown.report} book={book} onChange={(report) => change(shown, report)} />
    ) : (
      <Blocks report={shown.report} book={book} />
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
      actions={actions}
      banner={server.failure ? <FailureBanner failure={server.failure} onRetry={() => void server.refresh()} /> : null}
    >
      {all && current ? (
        <div className={css['split']}>
          <ReportList all={all} current={current.id} />
          <div className={css['page']} tabIndex={0} role="region" aria-label={current.name}>
            {page(current)}
          </div>
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
            attempt(saveReport(current.id, name, report))
          }}
        />
      ) : null}
    </Room>
  )
}
