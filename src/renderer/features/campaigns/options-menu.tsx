import { ClipboardPaste, Download, Settings2, Sigma } from 'lucide-react'
import type { ReactElement } from 'react'
import { memo } from 'react'
import { ROW_FORMATS } from '../../../shared/domain/exports.ts'
import type { RowFormat } from '../../../shared/domain/exports.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { BESIDE } from '../../../shared/domain/table.ts'
import type { FigureId } from '../../../shared/domain/table.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { ROW_HEIGHTS, useTables } from '../../stores/tables.ts'
import type { Density, LevelTable } from '../../stores/tables.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { IconButton } from '../../ui/button.tsx'
import type { FigureInfos } from '../../ui/figure-info.ts'
import { MODIFIER } from '../../ui/modifier.ts'
import { Menu, MenuCheck, MenuChoice, MenuHeading, MenuItem, MenuSeparator } from '../../ui/menu.tsx'

interface OptionsMenuProps {
  readonly level: Level
  readonly table: LevelTable
  readonly infos: FigureInfos
  readonly onMetrics: () => void
  readonly onPaste: () => void
  readonly onExport: (format: RowFormat) => void
}

const OptionsMenuInner = ({ level, table, infos, onMetrics, onPaste, onExport }: OptionsMenuProps): ReactElement => {
  const { table: words, editing, exports } = useStrings()
  const density = useTables((state) => state.density)
  const aspects = useTables((state) => state.aspects)
  const { set, change } = useTables.getState()
  const trends = [
    { value: '', label: words.trendNone },
    ...infos.all
      .filter(({ id }) => id === table.trend || table.columns.some((column) => column.id === id))
      .map(({ id, fullName }) => ({ value: id as string, label: fullName })),
  ]
  return (
    <Menu align="end" trigger={<IconButton kind="plain" label={words.options} icon={<Settings2 />} />}>
      <MenuItem icon={<Sigma />} onClick={onMetrics}>
        {words.metricsEllipsis}
      </MenuItem>
      <MenuItem icon={<ClipboardPaste />} hint={`${MODIFIER} V`} onClick={onPaste}>
        {editing.paste.open}
      </MenuItem>
      <MenuSeparator />
      {ROW_FORMATS.map((format) => (
        <MenuItem key={format} icon={<Download />} onClick={() => onExport(format)}>
          {exports.exportAs(exports.formats[format])}
        </MenuItem>
      ))}
      <MenuItem icon={<Download />} onClick={() => useDialogs.getState().show({ kind: 'exportDays' })}>
        {exports.daysEllipsis}
      </MenuItem>
      <MenuSeparator />
      <MenuChoice
        label={words.density}
        value={density}
        options={(Object.keys(ROW_HEIGHTS) as Density[]).map((value) => ({ value, label: words.densities[value] }))}
        onChange={(next) => set({ density: next })}
      />
      <MenuHeading>{words.compared}</MenuHeading>
      {BESIDE.map((aspect) => (
        <MenuCheck
          key={aspect}
          checked={aspects.includes(aspect)}
          // In their usual order, whichever was ticked first.
          onChange={(isOn) =>
            set({ aspects: BESIDE.filter((each) => (each === aspect ? isOn : aspects.includes(each))) })
          }
        >
          {words.aspects[aspect]}
        </MenuCheck>
      ))}
      <MenuChoice
        label={words.trendOf}
        value={table.trend ?? ''}
        options={trends}
        onChange={(id) => change(level, { trend: id === '' ? null : (id as FigureId) })}
      />
    </Menu>
  )
}

/** Files of the table, row height, what stands beside a figure, the trend line, and metrics of one's own. */
export const OptionsMenu = memo(OptionsMenuInner)
