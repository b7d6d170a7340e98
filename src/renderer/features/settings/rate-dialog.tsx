import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import type { RateRow, RatesView } from '../../../shared/contract/rates.ts'
import { addDays, dayAt } from '../../../shared/domain/day.ts'
import { parseRate, PIVOT } from '../../../shared/domain/rates.ts'
import { call } from '../../api.ts'
import { useNow } from '../../stores/now.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { parseDay, writtenDay } from '../../../shared/domain/typed-day.ts'
import { parseNumber } from '../../../shared/domain/typed-number.ts'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../ui/toast.tsx'
import { currencyOptions } from '../../ui/currency-options.ts'
import css from './settings.module.css'

interface RateDialogProps {
  /** Null: a new one. */
  readonly row: RateRow | null
  readonly view: RatesView
  readonly onClose: () => void
}

/** A rate as it goes to the main side; null: it is none. */
const plain = (number: number | null): string | null => {
  if (number === null) return null
  const text = String(number)
  const written = text.includes('e') ? number.toFixed(15) : text
  return parseRate(written) === null ? null : written
}

export const RateDialog = ({ row, view, onClose }: RateDialogProps): ReactElement => {
  const { rates, common, periods } = useStrings()
  const format = useFormat()
  const locale = useLocale()
  const say = useSay()
  const today = dayAt(useNow(), 'UTC')
  /** Somewhere it is tomorrow already. */
  const latest = addDays(today, 1)
  const foreign = view.inUse.find((code) => code !== PIVOT && code !== view.reporting) ?? view.reporting
  const [typedDay, setTypedDay] = useState(writtenDay(row?.day ?? today, locale))
  const [base, setBase] = useState(PIVOT)
  const [currency, setCurrency] = useState(row?.currency ?? (foreign === PIVOT ? 'USD' : foreign))
  const [typed, setTyped] = useState(row ? row.perEuro.replace('.', locale === 'ru' ? ',' : '.') : '')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const options = useMemo(
    () => currencyOptions([...new Set([PIVOT, ...view.inUse, ...view.others])], format),
    [view, format],
  )

  const day = parseDay(typedDay, locale, latest)
  const rate = plain(parseNumber(typed, locale))
  const dayWrong =
    day === null
      ? periods.dayUnclear(writtenDay(today, locale))
      : day > latest
        ? periods.dayAhead(format.fullDay(latest))
        : null
  const rateWrong = rate === null ? rates.rateWrong : null
  const same = base === currency

  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await work()
      onClose()
    } catch (error) {
      say.failed(error)
      setBusy(false)
    }
  }
  const save = async (): Promise<void> => {
    setTried(true)
    if (day === null || rate === null || dayWrong !== null || same || busy) return
    await run(async () => {
      await call('rates.set', { day, base, currency, rate })
      say.done(rates.saved(base, format.rate(rate), currency))
    })
  }
  const source = row?.source
  const takeBack =
    row && source !== undefined && source !== 'provider'
      ? () =>
          run(async () => {
            await call('rates.remove', { day: row.day, currency: row.currency, source })
            say.done(rates.removed(row.currency, format.fullDay(row.day)))
          })
      : null

  return (
    <Dialog
      open
      onClose={onClose}
      title={rates.dialogTitle}
      description={rates.dialogText}
      footer={
        <>
          {takeBack ? (
            <Button className={css['start']} title={rates.removeHint} onClick={() => void takeBack()} busy={busy}>
              {rates.remove}
            </Button>
          ) : null}
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" type="submit" form="rate" busy={busy}>
            {common.save}
          </Button>
        </>
      }
    >
      <form
        id="rate"
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={rates.day} error={tried || typedDay !== '' ? dayWrong : null}>
          <TextInput value={typedDay} maxLength={20} onChange={setTypedDay} />
        </Field>
        <Field label={rates.base}>
          <Select label={rates.base} value={base} options={options} onChange={setBase} />
        </Field>
        <Field label={rates.is} error={tried ? rateWrong : null}>
          <TextInput value={typed} inputMode="decimal" maxLength={32} onChange={setTyped} />
        </Field>
        <Field label={rates.quote} error={same ? rates.same : null}>
          <Select label={rates.quote} value={currency} options={options} onChange={setCurrency} />
        </Field>
      </form>
    </Dialog>
  )
}
