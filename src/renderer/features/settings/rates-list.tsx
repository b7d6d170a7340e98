import { Landmark, Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useMemo, useState } from 'react'
import type { RateRow, RatesImported, RatesView } from '../../../shared/contract/rates.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Section } from '../../ui/section.tsx'
import { Select } from '../../ui/select.tsx'
import { Banner, Empty } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { rateColumns } from './rate-columns.tsx'
import { RateDialog } from './rate-dialog.tsx'
import { Refused } from './refused.tsx'
import css from './settings.module.css'

/** No currency has this code. */
const ALL = 'all'
/** Bytes: as many characters as the main side takes are at least as many. */
const MOST_BYTES = 4_000_000
const keyOf = ({ currency, day }: RateRow): string => `${currency} ${day}`

const Imported = ({
  result,
  onClose,
}: {
  readonly result: RatesImported
  readonly onClose: () => void
}): ReactElement => {
  const { rates, common } = useStrings()
  const { changed, same, refused, refusedCount, older } = result
  return (
    <Dialog open onClose={onClose} title={rates.imported} footer={<Button onClick={onClose}>{common.ok}</Button>}>
      <p>{rates.importedCount(changed, same)}</p>
      {older > 0 ? <p>{rates.older(older)}</p> : null}
      {refusedCount > 0 ? (
        <div>
          {rates.wrongLines(refusedCount)}
          <Refused refused={refused} count={refusedCount} />
        </div>
      ) : null}
    </Dialog>
  )
}

/** The text of a chosen file goes to the main side, which reads it. */
const ImportButton = (): ReactElement => {
  const { rates } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [result, setResult] = useState<RatesImported | null>(null)

  const take = async (file: File): Promise<void> => {
    setProblem(null)
    if (file.size > MOST_BYTES) return setProblem(rates.tooBig(format.count(MOST_BYTES / 1_000_000)))
    const text = await file.text().catch(() => null)
    if (text === null || text === '') return setProblem(rates.unreadable)
    setBusy(true)
    try {
      setResult(await call('rates.import', { text }))
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <FileButton
        label={rates.importFile}
        title={rates.importHint}
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        busy={busy}
        onFile={(file) => void take(file)}
      />
      {problem ? <Banner meaning="bad">{problem}</Banner> : null}
      {result ? <Imported result={result} onClose={() => setResult(null)} /> : null}
    </>
  )
}

interface RatesListProps {
  readonly view: RatesView
  /** Null: of all currencies in use. */
  readonly currency: Currency | null
  readonly onCurrency: (currency: Currency | null) => void
}

export const RatesList = ({ view, currency, onCurrency }: RatesListProps): ReactElement => {
  const strings = useStrings()
  const { rates } = strings
  const format = useFormat()
  const [edited, setEdited] = useState<RateRow | 'new' | null>(null)
  const { rows, reporting, inUse, others, more } = view
  const columns = useMemo(() => rateColumns(strings, format, reporting), [strings, format, reporting])
  const rowAt = useCallback((index: number) => rows[index], [rows])
  return (
    <Section title={rates.list} text={rates.listText}>
      <div className={css['bar']}>
        <Select
          label={rates.which}
          value={currency ?? ALL}
          options={[
            { value: ALL, label: rates.allInUse },
            ...[...inUse.filter((code) => code !== 'EUR'), ...others].map((code) => ({
              value: code,
              label: format.currency(code),
            })),
          ]}
          onChange={(value) => onCurrency(value === ALL ? null : value)}
        />
        <span className={css['space']} />
        <Button icon={<Plus />} onClick={() => setEdited('new')}>
          {rates.add}
        </Button>
        <ImportButton />
      </div>
      {rows.length === 0 ? (
        <Empty icon={<Landmark />} title={rates.emptyTitle}>
          {rates.emptyText}
        </Empty>
      ) : (
        <div className={css['rates']}>
          <DataTable
            id="rates"
            label={rates.table}
            columns={columns}
            count={rows.length}
            rowAt={rowAt}
            keyOf={keyOf}
            question={currency ?? ALL}
            onOpen={setEdited}
            openOnPress
          />
        </div>
      )}
      {more ? <p className={css['hint']}>{rates.more(format.count(rows.length))}</p> : null}
      <p className={css['hint']}>{rates.importHint}</p>
      {edited === null ? null : (
        <RateDialog row={edited === 'new' ? null : edited} view={view} onClose={() => setEdited(null)} />
      )}
    </Section>
  )
}
