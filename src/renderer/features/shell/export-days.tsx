import type { ReactElement } from 'react'
import { useState } from 'react'
import type { ExportState } from '../../../shared/domain/exports.ts'
import { ROW_FORMATS } from '../../../shared/domain/exports.ts'
import type { FiguresLevel } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { csvStyleOf, useExportStyle } from '../../stores/export-style.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { periodText } from '../../ui/period-text.ts'
import { Segments } from '../../ui/segments.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './export-days.module.css'

const LEVELS = ['account', 'campaign', 'adset', 'ad'] as const satisfies readonly FiguresLevel[]
const SEPARATORS = [',', ';'] as const

/** Every stored day of every object of a level, of the accounts and the period in view. */
export const ExportDays = (): ReactElement | null => {
  const isOpen = useDialogs(({ open }) => open?.kind === 'exportDays')
  return isOpen ? <Dialogue onClose={useDialogs.getState().close} /> : null
}

const Dialogue = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const strings = useStrings()
  const { exports, shell, common } = strings
  const format = useFormat()
  const locale = useLocale()
  const say = useSay()
  const style = useExportStyle()
  const csv = style.csv ?? csvStyleOf(locale)
  const [level, setLevel] = useState<FiguresLevel>('ad')
  const [busy, setBusy] = useState(false)
  const { period, accountIds } = useView()
  const watched = (useAccounts().value?.rows ?? []).filter((row) => row.watched)
  const chosen = watched.filter(({ id }) => accountIds.includes(id))
  const [only] = chosen
  const accounts =
    chosen.length === 0 || !only
      ? shell.allWatched
      : chosen.length === 1
        ? only.name
        : shell.chosenAccounts(chosen.length)

  const start = async (): Promise<void> => {
    setBusy(true)
    try {
      const started: Pick<ExportState, 'id'> | null = await call('exports.start', {
        kind: 'byDay',
        level,
        period,
        accountIds: chosen.map(({ id }) => id),
        format: style.format,
        csv,
      })
      if (started) onClose()
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={exports.days}
      description={exports.daysText}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" busy={busy} disabled={watched.length === 0} onClick={() => void start()}>
            {exports.choose}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <div className={css['row']}>
          <span>{exports.scope}</span>
          <span data-text>{exports.scopeText(accounts, periodText(period, strings, format))}</span>
        </div>
        <div className={css['row']}>
          <span>{exports.level}</span>
          <Segments
            label={exports.level}
            value={level}
            options={LEVELS.map((value) => ({ value, label: exports.levels[value] }))}
            onChange={setLevel}
          />
        </div>
        <div className={css['row']}>
          <span>{exports.format}</span>
          <Segments
            label={exports.format}
            value={style.format}
            options={ROW_FORMATS.map((value) => ({ value, label: exports.formats[value] }))}
            onChange={(next) => style.set({ format: next })}
          />
        </div>
        <p className={css['hint']}>{exports.formatHints[style.format]}</p>
        {style.format === 'csv' ? (
          <>
            <div className={css['row']}>
              <span>{exports.separator}</span>
              <Segments
                label={exports.separator}
                value={csv.separator}
                options={SEPARATORS.map((value) => ({ value, label: exports.separators[value] }))}
                onChange={(separator) => style.set({ csv: { ...csv, separator } })}
              />
            </div>
            <Switch
              label={exports.bom}
              hint={exports.bomHint}
              checked={csv.bom}
              onChange={(bom) => style.set({ csv: { ...csv, bom } })}
            />
          </>
        ) : null}
      </div>
    </Dialog>
  )
}
