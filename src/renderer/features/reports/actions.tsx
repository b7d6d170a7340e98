import { ArrowDown, ArrowUp, Copy, Ellipsis, FileOutput, LayoutGrid, Pencil, Plus, Printer, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { call } from '../../api.ts'
import { useApp } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { chosenCsv } from '../../stores/export-style.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { useSay } from '../../ui/toast.tsx'
import type { ShownReport } from './use-reports.ts'

const FORMATS = ['pdf', 'png', 'xlsx', 'csv'] as const

interface ReportActionsProps {
  readonly report: ShownReport
  readonly isArranged: boolean
  /** Among people's own reports, from 0 on, and how many there are. */
  readonly place: number
  readonly of: number
  readonly onArrange: () => void
  readonly onSettings: () => void
  readonly onDuplicate: () => void
  readonly onMove: (place: number) => void
  readonly onDelete: () => void
  readonly onCreate: () => void
}

/** What can be done with the report that is open. */
export const ReportActions = (props: ReportActionsProps): ReactElement => {
  const { report, isArranged, place, of, onArrange, onSettings, onDuplicate, onMove, onDelete, onCreate } = props
  const { reports, common, exports } = useStrings()
  const say = useSay()
  const canPrint = useApp(({ state }) => state?.canPrint ?? false)
  return (
    <>
      {report.ready ? (
        <Button icon={<Copy />} title={reports.readyHint} onClick={onDuplicate}>
          {reports.duplicate}
        </Button>
      ) : (
        <Button icon={<LayoutGrid />} aria-pressed={isArranged} onClick={onArrange}>
          {isArranged ? reports.doneEditing : reports.edit}
        </Button>
      )}
      <ExportMenu
        formats={FORMATS}
        request={(chosen) => ({ kind: 'report', id: report.id, format: chosen, ...chosenCsv() })}
      >
        <>
          {canPrint ? (
            <>
              <MenuSeparator />
              <MenuItem
                icon={<Printer />}
                onClick={() => void call('exports.print', { id: report.id }).catch(say.failed)}
              >
                {reports.print}
              </MenuItem>
            </>
          ) : null}
          <MenuSeparator />
          <MenuItem icon={<FileOutput />} onClick={() => useDialogs.getState().show({ kind: 'exportDays' })}>
            {exports.daysEllipsis}
          </MenuItem>
        </>
      </ExportMenu>
      {report.ready ? null : (
        <Menu align="end" trigger={<IconButton label={common.more} icon={<Ellipsis />} />}>
          <MenuItem icon={<Pencil />} onClick={onSettings}>
            {reports.rename}
          </MenuItem>
          <MenuItem icon={<Copy />} onClick={onDuplicate}>
            {reports.duplicate}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<ArrowUp />} hint="Alt ↑" disabled={place === 0} onClick={() => onMove(place - 1)}>
            {reports.moveUp}
          </MenuItem>
          <MenuItem icon={<ArrowDown />} hint="Alt ↓" disabled={place >= of - 1} onClick={() => onMove(place + 1)}>
            {reports.moveDown}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Trash2 />} danger onClick={onDelete}>
            {reports.delete}
          </MenuItem>
        </Menu>
      )}
      <Button kind="primary" icon={<Plus />} onClick={onCreate}>
        {reports.create}
      </Button>
    </>
  )
}
