import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { Dialog } from '../../ui/dialog.tsx'
import css from './key-help.module.css'
import { MODIFIER } from '../../ui/modifier.ts'
import { PLACES, ROOM_COMPONENTS } from './rooms.tsx'

/** `?`: all keys in one place. */
export const KeyHelp = (): ReactElement => {
  const { shell, table, making, charts, reports } = useStrings()
  const isOpen = useDialogs(({ open }) => open?.kind === 'keys')
  const rooms = [...ROOM_COMPONENTS.keys()].map(
    (room) => [['G', PLACES[room].key], shell.keysGoTo(shell.rooms[room])] as const,
  )
  const everywhere = [
    [[`${MODIFIER} K`], shell.keysPalette],
    [[`${MODIFIER} D`], shell.keysPeriod],
    [[`${MODIFIER} Shift D`], shell.keysCompare],
    [[`${MODIFIER} N`], shell.keysWindow],
    [[`${MODIFIER} Shift C`], shell.keysCopyLink],
    [['?'], shell.keysHelp],
    [['/'], shell.keysFilter],
    [['Esc'], shell.keysBack],
    [[`${MODIFIER} B`], shell.keysRail],
    [['F6'], shell.keysRegions],
    [['↑ ↓'], shell.keysArrows],
    [['PgUp PgDn'], shell.keysPages],
    [[`${MODIFIER} Home End`], shell.keysEnds],
    [['Enter'], shell.keysEnter],
    [['Space'], shell.keysSpace],
    [['E'], shell.keysEdit],
    [['P'], shell.keysPause],
    [['Alt N'], making.keysNew],
    [['Alt D'], making.keysDuplicate],
    [['Alt A'], making.keysArchive],
    [['Del'], making.keysDelete],
  ] as const
  const inTables = [
    [['Space'], table.keysSelect],
    [['Shift ↑ ↓'], table.keysRange],
    [[`${MODIFIER} A`], table.keysAll],
    [[`${MODIFIER} C`], table.keysCopy],
    [[`${MODIFIER} V`], table.keysPaste],
    [['F2'], table.keysEditCell],
    [['A – Z'], table.keysFind],
    [["'"], table.keysFindStart],
    [['Alt ← →'], table.keysColumnMove],
    [['Shift ← →'], table.keysColumnWidth],
    [['Alt H'], table.keysColumnHide],
    [['Alt P'], table.keysColumnPin],
    [['Alt ↓'], table.keysColumnMenu],
    [['Shift F10'], table.keysCellMenu],
  ] as const
  const elsewhere = [
    [['+ −'], charts.keysZoom],
    [['← →'], charts.keysMove],
    [['0'], charts.keysAll],
    [['Alt ↑ ↓'], reports.keysMove],
  ] as const
  const list = (rows: readonly (readonly [readonly string[], string])[]): ReactElement => (
    <dl className={css['list']}>
      {rows.map(([keys, what]) => (
        <div key={what}>
          <dt>
            {keys.map((key, index) => (
              <span key={key}>
                {index > 0 ? <span className={css['then']}>{shell.then}</span> : null}
                <kbd>{key}</kbd>
              </span>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
  return (
    <Dialog open={isOpen} onClose={useDialogs.getState().close} title={shell.keys} wide>
      {/* Where it is longer than the window, the arrow keys must reach its end. */}
      <div className={css['columns']} role="group" aria-label={shell.keys} tabIndex={0}>
        {list(rooms)}
        {list(everywhere)}
        <h3 className={css['heading']}>{table.keys}</h3>
        {list(inTables)}
        <h3 className={css['heading']}>{shell.keysElsewhere}</h3>
        {list(elsewhere)}
      </div>
    </Dialog>
  )
}
